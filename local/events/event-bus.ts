import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT_ID, REGION } from '../configuration.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { matchPattern, type Pattern } from './match-pattern.ts';
import { retryPauseMs } from './retry-pause.ts';

export interface EventRule {
  pattern: Pattern;
  /** Called with each event that matches. */
  deliver(event: object): void;
}

/** Plays EventBridge's default bus, to which SSM tells of changes. */
export class EventBus {
  readonly #rules: EventRule[] = [];

  addRule(rule: EventRule): void {
    this.#rules.push(rule);
  }

  emit(source: string, detailType: string, detail: object): void {
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account: ACCOUNT_ID,
      time: new Date().toISOString(),
      region: REGION,
      resources: [],
      detail,
    };
    for (const { pattern, deliver } of this.#rules)
      if (matchPattern(pattern, event)) deliver(event);
  }
}

/** Invokes as EventBridge does: nobody waits for the answer, and a failure is retried as often as the function says. */
export async function invokeAsync(target: LocalFunction, event: unknown): Promise<void> {
  for (let retries = 0; ; retries++) {
    const result = await target.invoke(event);
    if (result.isOk || retries >= target.asyncRetries) return;
    await sleep(retryPauseMs(retries + 1));
  }
}
