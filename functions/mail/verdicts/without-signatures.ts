import type { Verdicts } from '../message.ts';

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

const unlessPass = (verdict: Verdicts['dkim']) => (verdict === 'PASS' ? 'GRAY' : verdict);
