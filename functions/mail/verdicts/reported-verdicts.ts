import { domainOf, normaliseDomain } from '../addresses.ts';
import type { HeaderField, Verdict, Verdicts } from '../message.ts';
import type { AuthenticationResults, MethodResult } from './authentication-results.ts';
import { signedDomains } from './dkim-signatures.ts';

/** Results of RFC 8601 §2.7. Only pass and fail decide. `softfail` and `policy` are no fails by the sender's own policy. */
const VERDICT_OF_RESULT: Record<string, Verdict> = {
  pass: 'PASS',
  fail: 'FAIL',
  hardfail: 'FAIL',
  permerror: 'PROCESSING_FAILED',
  softfail: 'GRAY',
  neutral: 'GRAY',
  policy: 'GRAY',
  none: 'NONE',
  bestguesspass: 'GRAY',
  temperror: 'PROCESSING_FAILED',
};

/**
 * The verdicts in the Authentication-Results of a receiver that we trust. One passing signature of several is enough; without one, a
 * failing one counts, wherever it stands. Of several results of DMARC or SPF the worst counts: a mail has one author and one sender, so one
 * of them is mistaken. `headerFields` are the whole mail's: a DKIM domain counts only if a signature of the mail has it (S3).
 */
export function readReportedVerdicts(
  { results }: Pick<AuthenticationResults, 'results'>,
  headerFields: HeaderField[],
): Verdicts {
  const of = (method: string) => results.filter((result) => result.method === method);
  // Some receivers also check the client's EHLO name by SPF (RFC 7208 §2.3),
  // which says nothing about the envelope sender.
  const ofEnvelope = of('spf').filter(isOfEnvelope);
  const spf = worstOf(ofEnvelope.length > 0 ? ofEnvelope : of('spf'));
  const dkim = of('dkim');
  const dmarc = worstOf(of('dmarc'));
  return {
    spf: verdictOf(spf),
    spfDomain: spf && domainOfProperty(spf, ENVELOPE_PROPERTIES),
    dkim: verdictOf(dkim.find(isPass) ?? dkim.find(isFail) ?? dkim[0]),
    dkimDomains: signedDomains(headerFields, readDkimDomains(dkim)),
    dmarc: verdictOf(dmarc),
    dmarcDomain: dmarc && readJudgedDomain(dmarc),
  };
}

const ENVELOPE_PROPERTIES = ['smtp.mailfrom', 'smtp.mail'];

const isOfEnvelope = (spf: MethodResult) =>
  ENVELOPE_PROPERTIES.some((name) => spf.properties[name] !== undefined);

const isPass = ({ result }: MethodResult) => verdictOfResult(result) === 'PASS';
const isFail = ({ result }: MethodResult) => verdictOfResult(result) === 'FAIL';

const worstOf = (results: MethodResult[]) =>
  results.find(isFail) ?? results.find((one) => !isPass(one)) ?? results[0];

/** The domain that DMARC was judged for. `''` when the named one is not a domain: then it is not the author's (S3). */
const readJudgedDomain = (dmarc: MethodResult) =>
  dmarc.properties['header.from'] === undefined
    ? undefined
    : (domainOfProperty(dmarc, ['header.from']) ?? '');

/** The domains of passing signatures: d=, or the domain of i= when only that is given (RFC 6376 §3.5). */
function readDkimDomains(results: MethodResult[]): string[] {
  const passing = results.filter((one) => one.method === 'dkim' && isPass(one));
  const domains = passing.map((result) => domainOfProperty(result, ['header.d', 'header.i']));
  return [...new Set(domains.filter((domain) => domain !== undefined))];
}

function verdictOf(result: MethodResult | undefined): Verdict | undefined {
  return result && verdictOfResult(result.result);
}

export const verdictOfResult = (result: string): Verdict => VERDICT_OF_RESULT[result] ?? 'GRAY';

function domainOfProperty({ properties }: MethodResult, names: string[]): string | undefined {
  const value = names.map((name) => properties[name]).find((given) => given !== undefined);
  return value === undefined
    ? undefined
    : normaliseDomain(domainOf(value.replace(/^<(.*)>$/, '$1')));
}
