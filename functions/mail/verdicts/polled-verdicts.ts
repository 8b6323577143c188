import type { HeaderField, Verdicts } from '../message.ts';
import {
  type AuthenticationResults,
  parseAuthenticationResults,
} from './authentication-results.ts';
import { isTraceUnequivocal } from './is-unequivocal.ts';
import { readReportedVerdicts, verdictOfResult } from './reported-verdicts.ts';
import { readBorderFields } from './trace-fields.ts';

/** Authentication-Results fields, from the top, that are read. */
const MAX_RESULTS_FIELDS = 100;
const RESULTS_FIELDS = ['authentication-results', 'arc-authentication-results'];
const ARC_INSTANCE = /^\s*i\s*=\s*\d{1,2}\s*;/;

/**
 * What the mailbox's own server found out (S3): the results with exactly the configured authserv-id, above the Received field of the server
 * that took the mail from outside. Fields below it may be forged. A server that writes its results there counts only by its ARC set, as
 * Gmail does (RFC 8617 §4.1.1). Each check, and each signature, may have a field of its own (RFC 8601 §5): all are read as one. A field in
 * which the sender's words may stand proves nothing, but its fails count. Undefined when every field is such, or when a trace field is.
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
  if (!found.some(isSound) || !isTraceUnequivocal(trace)) return undefined;
  return readReportedVerdicts({ results: found.flatMap(countingOf) }, headerFields);
}

const isSound = ({ isUnequivocal, isOrderly }: AuthenticationResults) => isUnequivocal && isOrderly;

const countingOf = (field: AuthenticationResults) =>
  isSound(field)
    ? field.results
    : field.results.filter(({ result }) => verdictOfResult(result) === 'FAIL');
