import type { z } from 'zod';
import { MAX_NAMED_ERRORS } from './limits.ts';
import { plainWords } from './plain-words.ts';
import type { FieldError } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** RFC 6901 §3: `~` and `/` in a name are escaped. */
const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** zod's issues as fields and what is wrong with them; unknown fields are refused by name. */
export function describeIssues(
  issues: readonly Issue[],
  place: FieldError['in'] = 'body',
): FieldError[] {
  return issues.flatMap((issue) => describeIssue(issue, place)).slice(0, MAX_NAMED_ERRORS);
}

function describeIssue(issue: Issue, place: FieldError['in']): FieldError[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ in: place, pointer: pointerOf(issue.path), message: plainWords(issue) }];
  }
  return issue.keys.slice(0, MAX_NAMED_ERRORS).map((key) => ({
    in: place,
    pointer: pointerOf([...issue.path, key]),
    message: 'there is no such field',
  }));
}
