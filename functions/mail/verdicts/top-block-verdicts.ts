import { headerValues } from '../header-fields.ts';
import type { HeaderField, Verdicts } from '../message.ts';
import type { AuthenticationResults } from './authentication-results.ts';
import { isTraceUnequivocal } from './is-unequivocal.ts';
import { readReportedVerdicts } from './reported-verdicts.ts';
import { readSesResults, readSpfDomain, readVerdict } from './ses-verdicts.ts';
import { readTraceFields } from './trace-fields.ts';

/** Received-SPF begins with its result (RFC 7208 §9.1). */
const SPF_RESULT = /^\s*([a-z]+)/i;

/**
 * SES's verdicts from the top of the raw mail, for a mail that is read again without its notification. Only fields above the second
 * Received count, and of each the first: SES puts its own there; copies further down are the sender's.
 */
export function readTopBlockVerdicts(headerFields: HeaderField[]): Verdicts {
  const top = { headerFields: readTraceFields(headerFields) };
  const first = (name: string) => headerValues(top, name)[0];
  const results = readSesResults(headerFields);
  const reported = results ? readReported(results, top.headerFields, headerFields) : {};
  return {
    ...reported,
    spf: reported.spf ?? readReceivedSpf(first('received-spf')),
    spfDomain: readSpfDomain(first('return-path')) ?? reported.spfDomain,
    spam: readVerdict(first('x-ses-spam-verdict')),
    virus: readVerdict(first('x-ses-virus-verdict')),
  };
}

/** If the sender may have added results to the field, its PASS results do not count and no domain is taken from it (S3). */
function readReported(
  results: AuthenticationResults,
  trace: HeaderField[],
  headerFields: HeaderField[],
): Verdicts {
  const said = readReportedVerdicts(results, headerFields);
  if (results.isUnequivocal && isTraceUnequivocal(trace)) return said;
  const unlessPass = (verdict: Verdicts['dkim']) => (verdict === 'PASS' ? undefined : verdict);
  return {
    spf: unlessPass(said.spf),
    dkim: unlessPass(said.dkim),
    dkimDomains: [],
    dmarc: unlessPass(said.dmarc),
    dmarcDomain: '',
  };
}

function readReceivedSpf(value: string | undefined): Verdicts['spf'] {
  const result = value && SPF_RESULT.exec(value)?.[1]?.toLowerCase();
  return result
    ? readReportedVerdicts({ results: [{ method: 'spf', result, properties: {} }] }, []).spf
    : undefined;
}
