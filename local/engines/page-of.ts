import { ServiceError } from './service-error.ts';

/** What a call of a list asks for. */
export interface PageRequest {
  MaxResults?: number;
  /** Where the previous page ended. */
  NextToken?: string | undefined;
}

/** One page of a list as AWS gives it; `most` is the service's limit. `NextToken` is missing from the last page. */
export function pageOf<Entry>(
  entries: Entry[],
  most: number,
  { MaxResults = most, NextToken = '0' }: PageRequest,
): { page: Entry[]; NextToken?: string } {
  if (MaxResults > most)
    throw new ServiceError('ValidationException', `MaxResults must be at most ${most}`);
  const start = Number(NextToken);
  const end = start + MaxResults;
  return {
    page: entries.slice(start, end),
    ...(end < entries.length && { NextToken: String(end) }),
  };
}
