import { Readable } from 'node:stream';
import { normaliseDomain } from '../../mail/addresses.ts';
import { boundLookUps, type CheckDkimOptions, MAX_LOOKUP_MS } from './check-dkim.ts';
import { prepareSealedMail } from './prepare-signed-mail.ts';
import { LineTooLong } from './unify-line-ends.ts';

/**
 * The domains that sealed a mail on its way, oldest first, if every seal of the chain holds and the newest covers the mail as it is (RFC 8617
 * §5.2); else none. A seal that covers the beginning of the body alone (`l=`) covers nothing.
 */
export async function readSealers(
  raw: Readable,
  { resolveTxt, nowMs, maxLookupMs = MAX_LOOKUP_MS }: CheckDkimOptions,
): Promise<string[]> {
  try {
    const prepared = resolveTxt ? await prepareSealedMail(raw) : undefined;
    if (!resolveTxt || prepared?.kind !== 'signed') return [];
    return await checkChain(prepared.octets, { resolveTxt, nowMs, maxLookupMs });
  } catch (error) {
    // the library throws over some broken seals: they prove nothing. A stream that failed is worth another try.
    if (raw.errored && !(error instanceof LineTooLong)) throw error;
    return [];
  } finally {
    raw.destroy();
  }
}

async function checkChain(
  octets: AsyncGenerator<Buffer, void>,
  { resolveTxt, nowMs, maxLookupMs }: Required<CheckDkimOptions>,
): Promise<string[]> {
  // Loaded here: hardly a mail needs it.
  const [verify, seals] = await Promise.all([
    import('mailauth/lib/dkim/verify.js'),
    import('mailauth/lib/arc/index.js'),
  ]);
  // by their default: of a CommonJS package a chunk of the bundle exports nothing else
  const { dkimVerify } = verify.default;
  const { arc } = seals.default;
  const lookUps = boundLookUps(resolveTxt, maxLookupMs);
  const mail = Readable.from(octets, { objectMode: false });
  try {
    const options = { resolver: lookUps.resolve, curTime: new Date(nowMs) };
    const { arc: found } = await dkimVerify(mail, options);
    const chain = found?.chain || [];
    const { status } = await arc({ ...found, chain }, options);
    return status.result === 'pass' ? chain.map((set) => domainOfSeal(set['arc-seal'])) : [];
  } finally {
    lookUps.stop();
    mail.destroy();
  }
}

const domainOfSeal = (seal: { parsed?: { d?: { value?: unknown } } } | undefined): string =>
  normaliseDomain(String(seal?.parsed?.d?.value ?? '')) ?? '';
