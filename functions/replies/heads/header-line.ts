import { LABELS, ROLE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { ADDRESS, DATE, TIME } from './attribution-features.ts';

/** Longest label with its decoration, in UTF-16 units. */
const MAX_LABEL_CHARS = 40;
/** What surrounds a label that is bold or stands in a list. */
const LABEL_EDGES = /^[*_|#•\s]+|[*_|#•\s]+$/g;

/** One field of a header block. */
export interface HeaderLine {
  readonly label: string;
  readonly roles: number;
  readonly value: string;
  readonly hasAddress: boolean;
  readonly isDated: boolean;
  readonly hasTime: boolean;
}

/** Offset of the first colon if it is near enough for a label, else -1. */
function labelEnd(body: string): number {
  const [narrow, wide] = [body.indexOf(':'), body.indexOf('：')];
  const first = narrow < 0 || (wide >= 0 && wide < narrow) ? wide : narrow;
  return first < MAX_LABEL_CHARS ? first : -1;
}

/** Reads `*From:* value`, `De : value` or `发件人：value`; undefined when no language has the label. */
export const readField = (body: string): HeaderLine | undefined => fieldOf(body, labelOf(body));

/** What stands before the first colon, folded, without what surrounds a label; undefined when no colon is near enough. */
export function labelOf(body: string): string | undefined {
  const colon = labelEnd(body);
  if (colon < 0) return undefined;
  const written = foldText(body.slice(0, colon));
  return LABELS.has(written) ? written : written.replace(LABEL_EDGES, '');
}

/** The field with this label, which `labelOf` read from the line; undefined when no language has it. */
export function fieldOf(body: string, label: string | undefined): HeaderLine | undefined {
  const roles = label && LABELS.get(label);
  if (!label || !roles) return undefined;
  const colon = labelEnd(body);
  return makeField(label, roles, body.slice(colon + 1, colon + 300).replace(/^[*_\s]+/, ''));
}

/** Makes a header field from its folded label and its value. */
export function makeField(label: string, roles: number, value: string): HeaderLine {
  const folded = (roles & ROLE.date) === 0 ? '' : foldText(value);
  // `01.10.2026` is not a time of day
  const hasTime = TIME.test(folded.replace(/\d{1,4} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}/g, ''));
  return {
    label,
    roles,
    value,
    hasAddress: ADDRESS.test(value),
    hasTime,
    isDated: hasTime || DATE.test(folded),
  };
}

const NO_FIELDS: readonly HeaderLine[] = [];

/** Reads further labels on the same line: `À : a@b.c Objet : …`. */
export function readInlineFields(value: string): readonly HeaderLine[] {
  // nearly no value contains another label
  if (!/[:：]\s/.test(value)) return NO_FIELDS;
  const fields: HeaderLine[] = [];
  for (const match of value.matchAll(/\s([^\s:：]{1,20}) ?[:：]\s/g)) {
    const label = foldText(match[1] ?? '');
    const roles = LABELS.get(label);
    if (roles !== undefined)
      fields.push(makeField(label, roles, value.slice(match.index + match[0].length)));
  }
  return fields;
}
