import { isTraceUnequivocal } from '../is-unequivocal.ts';
import type { HeaderField, Verdicts } from '../message.ts';
import {
  type AuthenticationResults,
  type MethodResult,
  parseAuthenticationResults,
} from './authentication-results.ts';
import { readReportedVerdicts } from './reported-verdicts.ts';
import { readBorderFields } from './trace-fields.ts';

/** Authentication-Results fields on top that are looked at. */
const MAX_RESULTS_FIELDS = 20;
const RESULTS_FIELDS = ['authentication-results', 'arc-authentication-results'];
const ARC_INSTANCE = /^\s*i\s*=\s*\d{1,2}\s*;/;

/**
 * What the mailbox's own server found out (S3): the results whose authserv-id is exactly the configured one, above the Received by
 * which the mail came into its house. What stands below may be forged, so a server that writes its results there has a word only by its ARC
 * set, as Gmail does (RFC 8617 §4.1.1). Each check of a server may write a field of its own (RFC 8601 §5): of each method the topmost one
 * counts. Undefined where there is none, or where the sender's words may stand in one.
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
    .filter((results) => results.authservId === wanted);
  const isSound = found.length > 0 && found.every(({ isUnequivocal }) => isUnequivocal);
  if (!isSound || !isTraceUnequivocal(trace)) return undefined;
  return readReportedVerdicts({ results: topmostOfEachMethod(found) }, headerFields);
}

function topmostOfEachMethod(fields: AuthenticationResults[]): MethodResult[] {
  return fields.flatMap(({ results }, at) => {
    const above = new Set(fields.slice(0, at).flatMap((field) => field.results.map(methodOf)));
    return results.filter((result) => !above.has(methodOf(result)));
  });
}

const methodOf = ({ method }: MethodResult) => method;
