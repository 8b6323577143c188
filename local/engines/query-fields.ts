/** A value of the Query protocol: text, a list, or fields by name. */
export type QueryValue = string | QueryValue[] | { [field: string]: QueryValue };

const MAX_DEPTH = 16;

/** `Rule.Recipients.member.1=a` → `{Rule: {Recipients: ["a"]}}`. */
export function readFields(form: URLSearchParams): { [field: string]: QueryValue } {
  const root: { [field: string]: QueryValue } = {};
  for (const [path, value] of form) {
    const steps = path.split('.').slice(0, MAX_DEPTH);
    let place = root;
    for (const step of steps.slice(0, -1)) {
      const next = place[step];
      const fields = typeof next === 'object' && !Array.isArray(next) ? next : {};
      place[step] = fields;
      place = fields;
    }
    place[steps.at(-1) ?? ''] = value;
  }
  return foldLists(root) as { [field: string]: QueryValue };
}

/** `{member: {1: a, 2: b}}` is a list. */
function foldLists(value: QueryValue): QueryValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const { member } = value;
  if (typeof member === 'object' && !Array.isArray(member)) {
    return Object.values(member).map(foldLists);
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, foldLists(each)]));
}

export function writeFields(value: QueryValue): string {
  if (typeof value === 'string') return escapeXml(value);
  if (Array.isArray(value)) {
    return value.map((each) => `<member>${writeFields(each)}</member>`).join('');
  }
  return Object.entries(value)
    .map(([name, each]) => `<${name}>${writeFields(each)}</${name}>`)
    .join('');
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
