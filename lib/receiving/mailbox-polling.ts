import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NodeFunction } from '../node-function.ts';
import type { SharedResources } from '../shared-resources.ts';
import { TABLE_PARTITIONS } from '../table-partitions.ts';
import type { WorkQueue } from '../work-queue.ts';

export interface MailboxPollingProps {
  readonly shared: SharedResources;
  readonly inboundQueue: WorkQueue;
}

/** Every minute `poll-mailboxes` takes new mail from the external mailboxes in the settings (R2). */
export class MailboxPolling extends Construct {
  readonly pollMailboxes: NodeFunction;

  constructor(scope: Construct, id: string, props: MailboxPollingProps) {
    super(scope, id);
    const { shared, inboundQueue } = props;
    this.pollMailboxes = new NodeFunction(this, 'PollMailboxes', {
      name: 'poll-mailboxes',
      description: 'Collects new mail from external mailboxes (IMAP, POP3)',
      shared,
      timeout: Duration.minutes(5),
      schedule: {
        ruleId: 'EveryMinute',
        every: Duration.minutes(1),
        isEnabled: shared.configuration.pollMailboxes,
      },
      environment: {
        INBOUND_QUEUE_URL: inboundQueue.queue.queueUrl,
        ALLOW_LOOPBACK_CALLS: String(shared.configuration.allowLoopbackCalls),
      },
    });
    // It talks to hostile servers, so it has no access to messages and webhook secrets.
    shared.table.grantItems(this.pollMailboxes, { writes: [TABLE_PARTITIONS.mailboxes] });
    shared.bucket.grantWriteFolders(this.pollMailboxes, 'polled');
    // the history of `mailboxes` also shows since when there is a mailbox: its first poll takes no older mail
    shared.settings.grantReadSettings(this.pollMailboxes);
    shared.settings.grantRenewMailboxSecrets(this.pollMailboxes);
    inboundQueue.grantSend(this.pollMailboxes);
  }
}
