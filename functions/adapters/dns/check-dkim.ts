import { Readable } from 'node:stream';
import type { DKIMResult } from 'mailauth';
import { normaliseDomain } from '../../mail/addresses.ts';
import type { Verdict, Verdicts } from '../../mail/message.ts';
import { loadDkimVerify, MailauthMissing } from './load-mailauth.ts';
import { prepareSignedMail } from './prepare-signed-mail.ts';
import type { TxtResolver } from './txt-resolver.ts';
import { LineTooLong } from './unify-line-ends.ts';

/** Time that all look-ups for one mail may take together; what is not known by then is no verdict. */
export const MAX_LOOKUP_MS = 5000;

/** For a mail that no program writes: it would cost too much, or the library cannot read it. */
const NOT_CHECKED: DkimVerdict = { dkim: 'GRAY', dkimDomains: [] };

export type DkimVerdict = Pick<Verdicts, 'dkim' | 'dkimDomains'>;

export interface CheckDkimOptions {
  /** Undefined: nothing is looked up, and there is no verdict. */
  resolveTxt?: TxtResolver;
  /** Epoch milliseconds: expired signatures prove nothing. */
  nowMs: number;
  maxLookupMs?: number;
}

/**
 * Our own DKIM check, for a polled mailbox whose server has no word that we trust (S3). PASS names the domains (d=) of the signatures that
 * hold. A mail without signature is NONE, one whose keys cannot be looked up now PROCESSING_FAILED.
 */
export async function checkDkim(raw: Readable, options: CheckDkimOptions): Promise<DkimVerdict> {
  const { resolveTxt } = options;
  try {
    return resolveTxt ? await checkSignatures(raw, { ...options, resolveTxt }) : {};
  } catch (error) {
    // The library throws over some broken signatures (`c=/`): they prove nothing.
    if (isOurFault(error, raw)) throw error;
    return NOT_CHECKED;
  } finally {
    raw.destroy();
  }
}

/** A stream that failed, or a bundle without the library, is worth another try, and somebody's look. */
export const isOurFault = (error: unknown, raw: Readable): boolean =>
  error instanceof MailauthMissing || (Boolean(raw.errored) && !(error instanceof LineTooLong));

async function checkSignatures(
  raw: Readable,
  {
    resolveTxt,
    nowMs,
    maxLookupMs = MAX_LOOKUP_MS,
  }: Required<Pick<CheckDkimOptions, 'resolveTxt'>> & CheckDkimOptions,
): Promise<DkimVerdict> {
  const prepared = await prepareSignedMail(raw);
  if (prepared.kind === 'unsigned') return { dkim: 'NONE', dkimDomains: [] };
  if (prepared.kind !== 'signed') return NOT_CHECKED;
  const dkimVerify = await loadDkimVerify();
  const lookUps = boundLookUps(resolveTxt, maxLookupMs);
  const mail = Readable.from(prepared.octets, { objectMode: false });
  try {
    const options = { resolver: lookUps.resolve, curTime: new Date(nowMs) };
    return judgeSignatures((await dkimVerify(mail, options)).results);
  } finally {
    lookUps.stop();
    mail.destroy();
  }
}

/** One signature that holds is enough; otherwise one that is false counts before one that could not be checked. */
function judgeSignatures(results: DKIMResult[]): DkimVerdict {
  const passing = results.filter((result) => verdictOf(result) === 'PASS');
  const domains = passing.flatMap(({ signingDomain = '' }) => normaliseDomain(signingDomain) ?? []);
  if (domains.length > 0) return { dkim: 'PASS', dkimDomains: [...new Set(domains)] };
  const verdicts = results.map(verdictOf);
  const worst = (['FAIL', 'PROCESSING_FAILED', 'GRAY', 'NONE'] as const).find((verdict) =>
    verdicts.includes(verdict),
  );
  return { dkim: worst ?? 'NONE', dkimDomains: [] };
}

const VERDICT_OF_STATUS: Record<string, Verdict> = {
  pass: 'PASS',
  fail: 'FAIL',
  none: 'NONE',
  temperror: 'PROCESSING_FAILED',
};

function verdictOf({ status, bodyHash, bodyHashExpecting }: DKIMResult): Verdict {
  // The library calls a changed body neutral; RFC 6376 §6.1.3 does not.
  if (bodyHash !== undefined && bodyHashExpecting !== undefined && bodyHash !== bodyHashExpecting)
    return 'FAIL';
  // A domain that tests its signatures wants them counted as none (RFC 6376 §3.6.1, t=y).
  if (status.testing) return 'GRAY';
  return VERDICT_OF_STATUS[status.result] ?? 'GRAY';
}

/** Every look-up ends with the one deadline, whatever the name servers do. */
export function boundLookUps(resolveTxt: TxtResolver, maxMs: number) {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), maxMs);
  const expired = new Promise<never>((_, reject) => {
    deadline.signal.addEventListener('abort', () =>
      reject(Object.assign(new Error('DNS took too long'), { code: 'ETIMEOUT' })),
    );
  });
  expired.catch(() => undefined);
  return {
    resolve: (name: string) => Promise.race([resolveTxt(name), expired]),
    stop: () => clearTimeout(timer),
  };
}
