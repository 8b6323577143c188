import { Readable } from 'node:stream';
import type { DKIMResult } from 'mailauth';
import { normaliseDomain } from '../../mail/addresses.ts';
import type { Verdict, Verdicts } from '../../mail/message.ts';
import { loadDkimVerify, MailauthMissing } from './load-mailauth.ts';
import { prepareSignedMail } from './prepare-signed-mail.ts';
import type { TxtResolver } from './txt-resolver.ts';
import { LineTooLong } from './unify-line-ends.ts';

/** Milliseconds for all DNS look-ups of one mail together. A key not found by then gives no verdict. */
export const MAX_LOOKUP_MS = 5000;

/** For a mail that no real program writes: checking it would cost too much, or the library cannot read it. */
const NOT_CHECKED: DkimVerdict = { dkim: 'GRAY', dkimDomains: [] };

export type DkimVerdict = Pick<Verdicts, 'dkim' | 'dkimDomains'>;

export interface CheckDkimOptions {
  resolveTxt: TxtResolver;
  /** Epoch milliseconds, to recognise expired signatures. */
  nowMs: number;
  maxLookupMs?: number;
}

/**
 * Our own DKIM check, for polled mail whose server gives no verdict that we trust (S3). PASS lists the domains (d=) of the valid
 * signatures. NONE: no signature. PROCESSING_FAILED: the keys cannot be looked up now.
 */
export async function checkDkim(raw: Readable, options: CheckDkimOptions): Promise<DkimVerdict> {
  try {
    return await checkSignatures(raw, options);
  } catch (error) {
    // The library throws on some malformed signatures (`c=/`), which prove nothing.
    if (isOurFault(error, raw)) throw error;
    return NOT_CHECKED;
  } finally {
    raw.destroy();
  }
}

/** Whether the error is ours, so that the mail must be tried again: the stream failed, or the bundle lacks the library. */
export const isOurFault = (error: unknown, raw: Readable): boolean =>
  error instanceof MailauthMissing || (Boolean(raw.errored) && !(error instanceof LineTooLong));

async function checkSignatures(
  raw: Readable,
  { resolveTxt, nowMs, maxLookupMs = MAX_LOOKUP_MS }: CheckDkimOptions,
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

/** One valid signature is enough. Otherwise the worst verdict counts: FAIL before one that could not be checked. */
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
  // The library reports a changed body as neutral; by RFC 6376 §6.1.3 it is a failure.
  if (bodyHash !== undefined && bodyHashExpecting !== undefined && bodyHash !== bodyHashExpecting)
    return 'FAIL';
  // A domain in test mode asks that its signatures be ignored (RFC 6376 §3.6.1, t=y).
  if (status.testing) return 'GRAY';
  return VERDICT_OF_STATUS[status.result] ?? 'GRAY';
}

/** Bounds all look-ups by one deadline, whatever the name servers do. */
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
