import { domainOf } from '../addresses.ts';
import type { Message, Verdicts } from '../message.ts';
import { coversReading, mayRestOnUnsoundSignature, readDkimSignatures } from './dkim-signatures.ts';

/**
 * The verdicts without what rests on a signature: for a mail whose text the signature may not cover (`hasUnclearHeader`). Fails still
 * count, and so does an aligned SPF pass (S3), because it speaks of the server and not of the text.
 */
export const withoutSignatures = (verdicts: Verdicts): Verdicts => ({
  ...verdicts,
  dkim: unlessPass(verdicts.dkim),
  dkimDomains: [],
  dmarc: unlessPass(verdicts.dmarc),
});

/**
 * The verdicts without what rests on a signature that does not cover the whole body, From, or the fields that say how
 * the mail is to be read (S3). An aligned SPF pass, or a signature that covers all of them, still proves the author.
 */
export function withoutUnsoundSignatures(verdicts: Verdicts, message: Message): Verdicts {
  const { author, headerFields } = message;
  const signatures = readDkimSignatures(headerFields);
  const isSound = (domain: string) =>
    signatures.every((each) => each.domain !== domain || coversReading(each.headers, message));
  const isDoubtful = author && mayRestOnUnsoundSignature(message, domainOf(author.address));
  return {
    ...verdicts,
    ...(verdicts.dkimDomains && { dkimDomains: verdicts.dkimDomains.filter(isSound) }),
    ...(isDoubtful && { dmarc: unlessPass(verdicts.dmarc) }),
  };
}

const unlessPass = (verdict: Verdicts['dkim']) => (verdict === 'PASS' ? 'GRAY' : verdict);
