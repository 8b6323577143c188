import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT_ID, REGION } from '../configuration.ts';
import type { JsonService } from '../engines/services-server.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { matchPattern, type Pattern } from './match-pattern.ts';
import { retryPauseMs } from './retry-pause.ts';

export interface EventRule {
  pattern: Pattern;
  /** Called with each event that matches. */
  targets: Array<(event: object) => void>;
}

/** Plays EventBridge: sends events of this machine's SSM, and of PutEvents, to the targets of matching rules. */
export class EventBus {
  readonly #rules: EventRule[] = [];

  addRule(rule: EventRule): void {
    this.#rules.push(rule);
  }

  emit(source: string, detailType: string, detail: object): string {
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
    for (const { pattern, targets } of this.#rules) {
      if (!matchPattern(pattern, event)) continue;
      for (const deliver of targets) deliver(event);
    }
    return event.id;
  }

  readonly service: JsonService = {
    PutEvents: (request: {
      Entries: Array<{ Source: string; DetailType: string; Detail: string }>;
    }) => ({
      FailedEntryCount: 0,
      Entries: request.Entries.map(({ Source, DetailType, Detail }) => ({
        EventId: this.emit(Source, DetailType, JSON.parse(Detail) as object),
      })),
    }),
  };
}

/** Invokes as EventBridge does: nobody waits for the answer, and a failure is retried as often as the function says. */
export async function invokeAsync(target: LocalFunction, event: unknown): Promise<void> {
  for (let retries = 0; ; retries++) {
    const result = await target.invoke(event);
    if (result.isOk || retries >= target.asyncRetries) return;
    await sleep(retryPauseMs(retries + 1));
  }
}
