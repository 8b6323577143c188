import { ACCOUNT_ID, REGION } from '../configuration.ts';
import type { StorageEngine } from '../engines/storage-engine.ts';
import { LocalError } from '../local-error.ts';

export interface TopicSubscription {
  topicArn: string;
  queueArn: string;
}

/** Plays SNS: a published message goes at once, as it is, to the queues that subscribed. */
export class Topics {
  readonly #storage: StorageEngine;
  readonly #subscriptions: TopicSubscription[] = [];
  readonly #arns = new Set<string>();

  constructor(storage: StorageEngine) {
    this.#storage = storage;
  }

  create(name: string): string {
    const arn = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:${name}`;
    this.#arns.add(arn);
    return arn;
  }

  subscribe(subscription: TopicSubscription): void {
    this.#subscriptions.push(subscription);
  }

  publish(topicArn: string, message: string): void {
    if (!this.#arns.has(topicArn)) throw new LocalError(`There is no topic ${topicArn}.`);
    for (const { queueArn } of this.#subscriptions.filter((each) => each.topicArn === topicArn)) {
      const queue = this.#storage.queueByArn(queueArn);
      if (!queue)
        throw new LocalError(
          `${topicArn} has a subscription of ${queueArn}, which does not exist.`,
        );
      this.#storage.send(queue, message);
    }
  }
}
