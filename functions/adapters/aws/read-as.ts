import * as v from 'valibot';

/** What is wrong, without anything of what is there: `"mail.source: string"`. Without a place: the whole. */
export const describeFaults = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues.map((issue) => `${v.getDotPath(issue) ?? 'all of it'}: ${issue.type}`).join(', ');

/** A value that only we or AWS can have written, as `schema` has it. Throws on anything else: names fields, never what they hold. */
export function readAs<Value>(
  schema: v.GenericSchema<unknown, Value>,
  value: unknown,
  name: string,
): Value {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new Error(`this is no ${name}: ${describeFaults(result.issues)}`);
}
