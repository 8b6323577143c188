import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { receivingPatterns, receivingPlaces } from '../configuration.ts';
import { NodeFunction } from '../node-function.ts';
import type { SharedResources } from '../shared-resources.ts';
import { LISTS } from '../table-partitions.ts';
import { WorkQueue } from '../work-queue.ts';

/** By then a canary must have an outcome (`CANARY_LIMIT_MS` of functions/steps/examining/canary.ts). */
const LOOKED_FOR_AFTER = Duration.minutes(5);
const CANARY_TIMEOUT = Duration.seconds(30);

/** `support@…` and `support+canary@…`; a pattern for a whole domain covers both. */
const withPlusForm = (pattern: string) =>
  pattern.startsWith('*') ? [pattern] : [pattern, pattern.replace('@', '+canary@')];

/**
 * Sends a mail every 15 minutes through all stations: SES, MX record, receipt
 * rule, bucket, queue, parse-mail, table. An alarm rings when it has no outcome.
 */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { shared }: { readonly shared: SharedResources }) {
    super(scope, id);
    const canaryQueue = new WorkQueue(this, 'Canary', {
      consumerTimeout: CANARY_TIMEOUT,
      deliveryDelay: LOOKED_FOR_AFTER,
    });
    const sendCanary = new NodeFunction(this, 'SendCanary', {
      name: 'send-canary',
      description: 'Sends a mail to our own address and checks that it arrives',
      shared,
      timeout: CANARY_TIMEOUT,
      schedule: { ruleId: 'EveryQuarterOfAnHour', every: Duration.minutes(15) },
      errorLine: {
        means: 'a canary did not come out of the table within five minutes, or could not be sent',
        runbook: 'A mail does not arrive',
      },
      environment: { CANARY_QUEUE_URL: canaryQueue.queue.queueUrl },
    });
    shared.table.grantItems(sendCanary, { lists: [LISTS.mails] });
    shared.settings.grantReadSettings(sendCanary);
    canaryQueue.grantSend(sendCanary);
    canaryQueue.addConsumer(sendCanary, { batchSize: 1 });
    this.#grantSendCanary(sendCanary, shared);
  }

  /**
   * It may send only from `canary@` our domains, and only to the receiving
   * addresses and a plus form of each, which answers go to. In the sandbox SES also checks the rights to recipients,
   * and of an identity that was there before, the right to its default configuration set (aws-cdk#34402).
   */
  #grantSendCanary(sendCanary: NodeFunction, { configuration }: SharedResources): void {
    const domains = receivingPlaces(configuration).map((place) => place.split('@').at(-1));
    sendCanary.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: ['identity', 'configuration-set'].map((resource) =>
          Stack.of(this).formatArn({ service: 'ses', resource, resourceName: '*' }),
        ),
        conditions: {
          StringEquals: {
            'ses:FromAddress': [...new Set(domains)].map((domain) => `canary@${domain}`),
          },
          'ForAllValues:StringLike': {
            'ses:Recipients': receivingPatterns(configuration).flatMap(withPlusForm),
          },
        },
      }),
    );
  }
}
