import { isTraceUnequivocal } from '../is-unequivocal.ts';
import type { HeaderField, Verdicts } from '../message.ts';
import { parseAuthenticationResults } from './authentication-results.ts';
import { readReportedVerdicts } from './reported-verdicts.ts';
import { readBorderFields } from './trace-fields.ts';

/** Authentication-Results fields on top that are looked at. */
const MAX_RESULTS_FIELDS = 20;
const RESULTS_FIELDS = ['authentication-results', 'arc-authentication-results'];
const ARC_INSTANCE = /^\s*i\s*=\s*\d{1,2}\s*;/;

/**
 * What the mailbox's own server found out (S3): the first results whose authserv-id is exactly the configured one, above the Received by
 * which the mail came into its house. What stands below may be forged, so a server that writes its results there has a word only by its ARC
 * set, as Gmail does (RFC 8617 §4.1.1). Undefined where there is none, or where the sender's words may stand in it.
 */
export function readPolledVerdicts(
  headerFields: HeaderField[],
  authservId: string,
): Verdicts | undefined {
  const wanted = authservId.trim().toLowerCase();
  const trace = readBorderFields(headerFields);
  const found = trace
    .filter(({ name }) => RESULTS_FIELDS.includes(name))
    .slice(0, MAX_RESULTS_FIELDS)
    .map(({ value }) => parseAuthenticationResults(value.replace(ARC_INSTANCE, '')))
    .find((results) => results.authservId === wanted);
  if (!found?.isUnequivocal || !isTraceUnequivocal(trace)) return undefined;
  return readReportedVerdicts(found, headerFields);
}
