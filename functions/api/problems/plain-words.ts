import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** How zod's own messages begin; a schema with a message of ours keeps it. */
const OF_ZOD = /^(?:Invalid input: |Too small: |Too big: |Invalid option: |Invalid ISO )/;

/** Whether the message is zod's, because no schema of ours has a better one. */
export const isOfZod = ({ message }: Issue): boolean => OF_ZOD.test(message);

const KINDS: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const COUNTED: Partial<Record<string, string>> = {
  string: 'characters',
  array: 'entries',
  record: 'keys',
};

/** What is wrong with a field, in the caller's terms: what it must be, not how the schema says it. */
export function plainWords(issue: Issue): string {
  if (issue.code === 'invalid_key')
    return `this name ${issue.issues[0]?.message ?? 'is not allowed'}`;
  if (!isOfZod(issue)) return issue.message;
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? issue.expected;
      const isMissing = issue.message.endsWith('received undefined');
      return isMissing ? `is missing; must be ${kind}` : `must be ${kind}`;
    }
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'invalid_format':
      return 'must be a time (RFC 3339), such as "2026-05-04T08:15:30Z"';
    case 'too_small':
      if (issue.minimum === 1 && issue.origin in COUNTED) return 'must not be empty';
      return `must ${bounded(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${bounded(issue.origin, 'at most', issue.maximum)}`;
    default:
      return issue.message;
  }
}

function bounded(origin: string, word: string, bound: number | bigint): string {
  const unit = COUNTED[origin];
  return unit === undefined ? `be ${word} ${bound}` : `have ${word} ${bound} ${unit}`;
}
