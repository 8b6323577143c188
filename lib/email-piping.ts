import { Construct } from 'constructs';
import { ChatApi } from './chat-api.ts';
import { type Configuration, receivesAt } from './configuration.ts';
import { ConversationTable } from './conversation-table.ts';
import type { EmailPipingProps } from './email-piping-props.ts';
import { Erasure } from './erasure.ts';
import { MailBucket } from './mail-bucket.ts';
import { parseConfiguration } from './read-configuration.ts';
import { MailArrival } from './receiving/mail-arrival.ts';
import { MailboxPolling } from './receiving/mailbox-polling.ts';
import { Reconciliation } from './reconciliation.ts';
import { Feedback } from './sending/feedback.ts';
import { Notifications } from './sending/notifications.ts';
import { SendingIdentity } from './sending/sending-identity.ts';
import { Settings } from './settings.ts';
import type { SharedResources } from './shared-resources.ts';
import { StreamConsumers } from './stream-consumers.ts';
import { acknowledgeFindings } from './watching/acknowledged-findings.ts';
import { Canary } from './watching/canary.ts';
import { Dashboard } from './watching/dashboard.ts';
import { Observability } from './watching/observability.ts';
import { Webhooks } from './webhooks.ts';

/**
 * One stage of email piping. Its parts are made in the order of a mail's way (docs/architecture.md).
 *
 * @throws ConfigurationError that lists every value that cannot be used.
 */
export class EmailPiping extends Construct {
  /** What people and programs need to know after a deployment, by the name of the stack's output. */
  readonly outputs: Record<string, string>;
  readonly chatApi: ChatApi;

  constructor(scope: Construct, id: string, props: EmailPipingProps) {
    super(scope, id);
    const shared = this.#share(props);
    const { configuration } = shared;
    const arrival = new MailArrival(this, 'MailArrival', { shared });
    const { inboundQueue } = arrival;
    const polling = new MailboxPolling(this, 'MailboxPolling', { shared, inboundQueue });
    const streamConsumers = new StreamConsumers(this, 'StreamConsumers', { shared });
    const { webhookQueue, deliverWebhooks } = new Webhooks(this, 'Webhooks', {
      shared,
      streamConsumers,
    });
    const { erasureQueue } = new Erasure(this, 'Erasure', { shared });
    this.chatApi = new ChatApi(this, 'ChatApi', {
      shared,
      erasureQueue,
      webhookQueue,
      pollMailboxes: polling.pollMailboxes,
      deliverWebhooks,
      parseMail: arrival.parseMail,
    });
    const notifications = new Notifications(this, 'Notifications', {
      shared,
      streamConsumers,
      apiUrl: this.chatApi.url,
    });
    const { configurationSet, outgoingQueue } = notifications;
    // Scope and id "Default" keep the logical ids of stacks that were deployed before.
    const identity = new SendingIdentity(notifications, 'Default', { shared });
    const feedback = new Feedback(this, 'Feedback', { shared, configurationSet });
    const { feedbackQueue } = feedback;
    feedback.acceptReportsFrom(arrival.parseMail);
    notifications.acceptQuestionsFrom(arrival.parseMail);
    const queues = { inboundQueue, outgoingQueue, webhookQueue, erasureQueue, feedbackQueue };
    new Reconciliation(this, 'Reconciliation', { shared, ...queues });
    if (configuration.canary) new Canary(this, 'Canary', { shared });
    this.#watch(configuration, streamConsumers, arrival.ruleName);
    acknowledgeFindings(this, {
      ...shared,
      failedRecords: streamConsumers.failedRecords,
      isTraced: configuration.tracing,
    });
    this.outputs = {
      ApiUrl: this.chatApi.url,
      ...this.chatApi.dnsOutputs,
      RuleSetName: arrival.ruleSetName,
      RuleName: arrival.ruleName,
      MailBucketName: shared.bucket.bucketName,
      TableName: shared.table.tableName,
      FailedRecordsBucketName: streamConsumers.failedRecords.bucketName,
      PollFunctionName: polling.pollMailboxes.functionName,
      ConfigurationSetName: configurationSet.configurationSetName,
      Domain: configuration.domain,
      ReceivesAt: receivesAt(configuration),
      SendingRatePerSecond: String(configuration.sendingRatePerSecond),
      ...identity.dnsRecords,
    };
  }

  #watch(configuration: Configuration, consumers: StreamConsumers, receiptRuleName: string): void {
    const watched = { whole: this, configuration, receiptRuleName };
    const { alarms } = new Observability(this, 'Observability', {
      ...watched,
      streamConsumers: consumers.all,
      api: this.chatApi.api,
    });
    if (configuration.dashboard) new Dashboard(this, 'Dashboard', { ...watched, alarms });
  }

  #share(props: EmailPipingProps): SharedResources {
    const { existingTable, existingBucket, encryptionKey, hostedZone, ...values } = props;
    // The zone is a construct and its id may be a token, so validation
    // only gets a placeholder that shows that there is one.
    const zone = hostedZone && { hostedZone: { id: 'Z0', name: hostedZone.zoneName } };
    const configuration: Configuration = parseConfiguration(
      { ...values, ...zone },
      'the props of EmailPiping',
    );
    return {
      configuration,
      settings: new Settings(this, 'Settings', { configuration, encryptionKey }),
      bucket: new MailBucket(this, 'MailBucket', { configuration, existingBucket, encryptionKey }),
      table: new ConversationTable(this, 'ConversationTable', {
        existingTable,
        encryptionKey,
        deletionProtection: configuration.tableDeletionProtection,
      }),
      hostedZone,
      encryptionKey,
    };
  }
}
