import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeFindings } from './acknowledged-findings.ts';
import { ChatApi } from './chat-api.ts';
import { type Configuration, receivesAt } from './configuration.ts';
import { ConversationTable } from './conversation-table.ts';
import { Erasure } from './erasure.ts';
import { Feedback } from './feedback.ts';
import { MailArrival } from './mail-arrival.ts';
import { MailBucket } from './mail-bucket.ts';
import { MailboxPolling } from './mailbox-polling.ts';
import { Notifications } from './notifications.ts';
import { Observability } from './observability.ts';
import { Reconciliation } from './reconciliation.ts';
import { Settings } from './settings.ts';
import { StreamConsumers } from './stream-consumers.ts';
import { Webhooks } from './webhooks.ts';

export interface EmailPipingStackProps extends StackProps {
  readonly configuration: Configuration;
}

/** One stage of email piping, in the order of a mail's way (docs/architecture.md). */
export class EmailPipingStack extends Stack {
  constructor(scope: Construct, id: string, props: EmailPipingStackProps) {
    super(scope, id, props);
    const { configuration } = props;
    const shared = {
      configuration,
      settings: new Settings(this, 'Settings', { configuration }),
      bucket: new MailBucket(this, 'MailBucket', { configuration }),
      table: new ConversationTable(this, 'ConversationTable'),
    };
    const arrival = new MailArrival(this, 'MailArrival', { shared });
    const { inboundQueue } = arrival;
    const polling = new MailboxPolling(this, 'MailboxPolling', { shared, inboundQueue });
    const streamConsumers = new StreamConsumers(this, 'StreamConsumers', { shared });
    const webhooks = new Webhooks(this, 'Webhooks', { shared, streamConsumers });
    const erasure = new Erasure(this, 'Erasure', { shared });
    const chatApi = new ChatApi(this, 'ChatApi', {
      shared,
      webhookQueue: webhooks.webhookQueue,
      erasureQueue: erasure.erasureQueue,
      pollMailboxes: polling.pollMailboxes,
    });
    const notifications = new Notifications(this, 'Notifications', {
      shared,
      streamConsumers,
      apiUrl: chatApi.api.apiEndpoint,
    });
    const { configurationSet, outgoingQueue } = notifications;
    const feedback = new Feedback(this, 'Feedback', { shared, configurationSet });
    feedback.acceptReportsFrom(arrival.parseMail, chatApi.serveApi);
    notifications.acceptQuestionsFrom(arrival.parseMail, chatApi.serveApi);
    new Reconciliation(this, 'Reconciliation', {
      shared,
      inboundQueue,
      outgoingQueue,
      webhookQueue: webhooks.webhookQueue,
      erasureQueue: erasure.erasureQueue,
    });
    new Observability(this, 'Observability', {
      configuration,
      streamConsumers: streamConsumers.all,
    });
    acknowledgeFindings(this, { ...shared, failedRecords: streamConsumers.failedRecords });
    this.#writeOutputs({
      ApiUrl: chatApi.api.apiEndpoint,
      RuleSetName: arrival.ruleSet.receiptRuleSetName,
      MailBucketName: shared.bucket.bucketName,
      TableName: shared.table.tableName,
      ReceivesAt: receivesAt(configuration),
      SendingRatePerSecond: String(configuration.sendingRatePerSecond),
      PollFunctionName: polling.pollMailboxes.functionName,
      MxRecord: `${configuration.domain} MX 10 inbound-smtp.${this.region}.amazonaws.com`,
      ...notifications.dnsRecords,
    });
  }

  /** What README's steps after the deployment ask for. */
  #writeOutputs(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}
