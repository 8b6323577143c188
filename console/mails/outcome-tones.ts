import type { InboundMail } from '../data/types.ts';

export const OUTCOME_TONES: Record<InboundMail['outcome'], string> = {
  delivered: 'good',
  held: 'warn',
  ignored: 'calm',
  rejected: 'bad',
  duplicate: 'calm',
};
