import { domainOf, normaliseAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import { type HeaderField, VERDICTS, type Verdict } from '../message.ts';
import { parseAuthenticationResults } from './authentication-results.ts';
import { readTraceFields } from './trace-fields.ts';

const SES_AUTHSERV_ID = 'amazonses.com';

/** A status that we do not know is GRAY: something was found, nothing that decides. */
export function readVerdict(status: string | undefined): Verdict | undefined {
  if (status === undefined || status.trim() === '') return undefined;
  const upper = status.trim().toUpperCase();
  return VERDICTS.find((verdict) => verdict === upper) ?? 'GRAY';
}

/** With the null reverse-path SPF speaks of the client's name, which proves no author. */
export function readSpfDomain(reversePath: string | undefined): string | undefined {
  const address = normaliseAddress(reversePath?.replace(/^<(.*)>$/, '$1') ?? '');
  return address && domainOf(address);
}

/** The results that SES wrote: on top, the first of its name, and never a look-alike of `amazonses.com`. */
export function readSesResults(headerFields: HeaderField[]) {
  const top = { headerFields: readTraceFields(headerFields) };
  const results = headerValues(top, 'authentication-results').map((value) =>
    parseAuthenticationResults(value),
  );
  return results.find(({ authservId }) => authservId === SES_AUTHSERV_ID);
}
