import { domainOf, normaliseAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import { type HeaderField, VERDICTS, type Verdict } from '../message.ts';
import { parseAuthenticationResults } from './authentication-results.ts';
import { readTraceFields } from './trace-fields.ts';

const SES_AUTHSERV_ID = 'amazonses.com';

/** SES's verdict. An unknown status is GRAY: it decides nothing. */
export function readVerdict(status: string | undefined): Verdict | undefined {
  if (status === undefined || status.trim() === '') return undefined;
  const upper = status.trim().toUpperCase();
  return VERDICTS.find((verdict) => verdict === upper) ?? 'GRAY';
}

/** The domain of the envelope sender. With the null reverse-path SPF checks the client's EHLO name, which proves no author. */
export function readSpfDomain(reversePath: string | undefined): string | undefined {
  const address = normaliseAddress(reversePath?.replace(/^<(.*)>$/, '$1') ?? '');
  return address && domainOf(address);
}

/** The results that SES wrote on top of the mail: its first field whose authserv-id is exactly `amazonses.com`. */
export function readSesResults(headerFields: HeaderField[]) {
  const top = { headerFields: readTraceFields(headerFields) };
  const results = headerValues(top, 'authentication-results').map((value) =>
    parseAuthenticationResults(value),
  );
  return results.find(({ authservId }) => authservId === SES_AUTHSERV_ID);
}
