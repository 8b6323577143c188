import { domainOf } from '../addresses.ts';
import type { Message, Verdicts } from '../message.ts';
import { mayRestOnUnsoundSignature } from './dkim-signatures.ts';

/**
 * The verdicts without what rests on a signature: for a mail whose text the signature need not cover (`hasUnclearHeader`). What says fail
 * goes on saying so, and an aligned SPF pass goes on proving the author (S3): it speaks of the server, whatever that brought.
 */
export const withoutSignatures = (verdicts: Verdicts): Verdicts => ({
  ...verdicts,
  dkim: unlessPass(verdicts.dkim),
  dkimDomains: [],
  dmarc: unlessPass(verdicts.dmarc),
});

/**
 * The verdicts without a DMARC pass that may rest on a signature over the beginning of the body, below which anybody may write (S3). An
 * aligned SPF pass, or another signature that covers all, goes on proving the author.
 */
export const withoutUnsoundDmarc = (
  verdicts: Verdicts,
  { author, headerFields }: Pick<Message, 'author' | 'headerFields'>,
): Verdicts =>
  author && mayRestOnUnsoundSignature(headerFields, domainOf(author.address))
    ? { ...verdicts, dmarc: unlessPass(verdicts.dmarc) }
    : verdicts;

const unlessPass = (verdict: Verdicts['dkim']) => (verdict === 'PASS' ? 'GRAY' : verdict);
