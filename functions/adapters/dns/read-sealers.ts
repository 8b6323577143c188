import { Readable } from 'node:stream';
import { normaliseDomain } from '../../mail/addresses.ts';
import { boundLookUps, type CheckDkimOptions, isOurFault, MAX_LOOKUP_MS } from './check-dkim.ts';
import { loadArc, loadDkimVerify } from './load-mailauth.ts';
import { prepareSealedMail } from './prepare-signed-mail.ts';

/**
 * The domains that sealed a mail on its way, oldest first, if every seal of the chain is valid and the newest covers the mail as it is (RFC
 * 8617 §5.2); else empty. A seal over only the beginning of the body (`l=`) does not count.
 */
export async function readSealers(
  raw: Readable,
  { resolveTxt, nowMs, maxLookupMs = MAX_LOOKUP_MS }: CheckDkimOptions,
): Promise<string[]> {
  try {
    const prepared = await prepareSealedMail(raw);
    if (prepared.kind !== 'signed') return [];
    return await checkChain(prepared.octets, { resolveTxt, nowMs, maxLookupMs });
  } catch (error) {
    // the library throws on some malformed seals, which prove nothing
    if (isOurFault(error, raw)) throw error;
    return [];
  } finally {
    raw.destroy();
  }
}

async function checkChain(
  octets: AsyncGenerator<Buffer, void>,
  { resolveTxt, nowMs, maxLookupMs }: Required<CheckDkimOptions>,
): Promise<string[]> {
  const [dkimVerify, arc] = await Promise.all([loadDkimVerify(), loadArc()]);
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
