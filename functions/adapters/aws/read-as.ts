import * as v from 'valibot';

/** The faults without the values: `"mail.source: string"`; "all of it" if the whole is wrong. */
const describeFaults = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `${v.getDotPath(issue) ?? 'all of it'}: ${issue.type}`).join(', ');

/** Validates a value that only we or AWS can have written. Throws on anything else; the error names fields, never their content. */
export function readAs<Value>(
  schema: v.GenericSchema<unknown, Value>,
  value: unknown,
  name: string,
  what = 'this',
): Value {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new Error(`${what} is no ${name}: ${describeFaults(result.issues)}`);
}

/** Parses a text from outside; undefined: it is not JSON, so that the caller's schema refuses both cases alike. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
