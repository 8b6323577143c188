import type { Log } from '../ports.ts';
import type { SendResult } from './ports.ts';

type Wait = Exclude<SendResult['kind'], 'sent' | 'rejected' | 'overtaken'>;

/**
 * First and longest wait, in milliseconds. `throttled` waits are as short as SQS can delay: SES counts its rate by the second, and the sender's
 * pace bounds all tries together, however many mails wait.
 */
const WAITS: Record<Wait, { first: number; longest: number }> = {
  throttled: { first: 1_000, longest: 1_000 },
  paused: { first: 5_000, longest: 900_000 },
  'quota-exceeded': { first: 60_000, longest: 900_000 },
};
const MAX_DOUBLINGS = 10;

/** Exponential backoff with jitter, between half the step and all of it, so that mails refused together are not retried together. */
export function retryDelayMs(kind: Wait, attempt: number, random: number): number {
  const { first, longest } = WAITS[kind];
  const step = Math.min(first * 2 ** Math.min(attempt, MAX_DOUBLINGS), longest);
  return Math.round(step * (0.5 + random / 2));
}

/** The wait after SES has refused a mail for now. Logs a refusal that somebody may have to end; `about`: the mail's name in the log. */
export function refusalDelayMs(
  kind: Wait,
  attempt: number,
  about: Record<string, string>,
  { log, random }: { log: Log; random(): number },
): number {
  // an error line raises an alarm (lib/watching/error-lines.ts)
  if (kind !== 'throttled') log.error({ ...about, refusal: kind }, 'SES takes no mail now');
  return retryDelayMs(kind, attempt, random());
}
