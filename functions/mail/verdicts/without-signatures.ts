import { domainOf } from '../addresses.ts';
import type { Message, Verdicts } from '../message.ts';
import { mayRestOnUnsoundSignature } from './dkim-signatures.ts';

/**
 * The verdicts without what rests on a signature: for a mail whose text the
 * signature may not cover (`hasUnclearHeader`). Fails still count, and so does
 * an aligned SPF pass (S3), because it speaks of the server and not of the text.
 */
export const withoutSignatures = (verdicts: Verdicts): Verdicts => ({
  ...verdicts,
  dkim: unlessPass(verdicts.dkim),
  dkimDomains: [],
  dmarc: unlessPass(verdicts.dmarc),
});

/**
 * The verdicts without a DMARC pass that may rest on a signature which does not cover the whole
 * body or From (S3). An aligned SPF pass, or a signature that covers both, still proves the author.
 */
export const withoutUnsoundDmarc = (
  verdicts: Verdicts,
  { author, headerFields }: Pick<Message, 'author' | 'headerFields'>,
): Verdicts =>
  author && mayRestOnUnsoundSignature(headerFields, domainOf(author.address))
    ? { ...verdicts, dmarc: unlessPass(verdicts.dmarc) }
    : verdicts;

const unlessPass = (verdict: Verdicts['dkim']) => (verdict === 'PASS' ? 'GRAY' : verdict);
