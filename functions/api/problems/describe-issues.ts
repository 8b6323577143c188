import type { z } from 'zod';
import { MAX_NAMED_ERRORS } from '../limits.ts';
import { isOfZod, plainWords } from './plain-words.ts';
import type { FieldError } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** A JSON pointer; RFC 6901 §3: `~` and `/` in names are escaped. */
export const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** zod's issues as field errors, one for each field; unknown fields are refused by name. */
export function describeIssues(issues: readonly Issue[], place: FieldError['in']): FieldError[] {
  const byField = new Map<string, FieldError & { rank: number }>();
  for (const issue of issues) {
    const rank = rankOf(issue);
    for (const error of describeIssue(issue, place)) {
      if (rank < (byField.get(error.pointer)?.rank ?? Number.POSITIVE_INFINITY)) {
        byField.set(error.pointer, { ...error, rank });
      }
    }
  }
  return [...byField.values()].slice(0, MAX_NAMED_ERRORS).map(({ rank: _rank, ...error }) => error);
}

/**
 * zod reports several issues of one field. A wrong type outranks the rest, then our own message outranks
 * zod's. Last comes the bound of every whole number: that of the field is what the caller must keep.
 */
function rankOf(issue: Issue): number {
  if (issue.code === 'invalid_type') return 0;
  if (issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER) return 3;
  return isOfZod(issue) ? 2 : 1;
}

function describeIssue(issue: Issue, place: FieldError['in']): FieldError[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ in: place, pointer: pointerOf(issue.path), message: plainWords(issue) }];
  }
  return issue.keys.slice(0, MAX_NAMED_ERRORS).map((key) => ({
    in: place,
    pointer: pointerOf([...issue.path, key]),
    message: issue.message,
  }));
}
