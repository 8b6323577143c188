import { parseAuthenticationResults } from './authentication-results.ts';
import { isTraceUnequivocal } from './is-unequivocal.ts';
import type { HeaderField, Verdicts } from './message.ts';
import { readReportedVerdicts } from './reported-verdicts.ts';
import { readTraceFields } from './trace-fields.ts';

/** Authentication-Results fields on top that are looked at. */
const MAX_RESULTS_FIELDS = 20;

/**
 * What the mailbox's own server found out (S3): the first Authentication-Results on top whose authserv-id is exactly the configured one.
 * Undefined where there is none, or where the sender's words may stand in it: the server has no word for this mail.
 */
export function readPolledVerdicts(
  headerFields: HeaderField[],
  authservId: string,
): Verdicts | undefined {
  const wanted = authservId.trim().toLowerCase();
  const trace = readTraceFields(headerFields, wanted);
  const found = trace
    .filter(({ name }) => name === 'authentication-results')
    .slice(0, MAX_RESULTS_FIELDS)
    .map(({ value }) => parseAuthenticationResults(value))
    .find((results) => results.authservId === wanted);
  if (!found?.isUnequivocal || !isTraceUnequivocal(trace)) return undefined;
  return readReportedVerdicts(found, headerFields);
}
