import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IReceiptRuleSet, ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { receivingPlaces } from './configuration.ts';
import { MEMORY_FOR_MAIL_MEGABYTES, NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import { WorkQueue } from './work-queue.ts';

const PARSE_TIMEOUT = Duration.seconds(60);

/** SES puts the raw mail into the bucket and tells the topic; `parse-mail` takes it from the queue. */
export class MailArrival extends Construct {
  readonly parseMail: NodeFunction;
  readonly inboundQueue: WorkQueue;
  readonly ruleSet: IReceiptRuleSet;

  constructor(scope: Construct, id: string, props: { readonly shared: SharedResources }) {
    super(scope, id);
    const { shared } = props;
    const topic = this.#createTopic();
    this.ruleSet = this.#findOrCreateRuleSet(shared);
    const rule = new ReceiptRule(this, 'Rule', {
      ruleSet: this.ruleSet,
      // An address stands for its plus forms, too (SES guide, "receipt rules").
      recipients: receivingPlaces(shared.configuration),
      scanEnabled: true,
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [new S3({ bucket: shared.bucket, objectKeyPrefix: 'inbound/', topic })],
    });
    // SES tries whether it may publish when it is given the rule.
    rule.node.addDependency(topic);
    this.inboundQueue = new WorkQueue(this, 'Inbound', { consumerTimeout: PARSE_TIMEOUT });
    topic.addSubscription(
      new SqsSubscription(this.inboundQueue.queue, { rawMessageDelivery: true }),
    );
    this.parseMail = this.#createParseMail(shared);
    this.inboundQueue.addConsumer(this.parseMail, { batchSize: 5 });
  }

  #createTopic(): Topic {
    const topic = new Topic(this, 'MailArrived', { enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return topic;
  }

  /** One rule set is active in a region. A rule set of our own is not activated here: that would turn off the account's other mail (README, "Receive"). */
  #findOrCreateRuleSet({ configuration }: SharedResources): IReceiptRuleSet {
    const { existingRuleSetName } = configuration;
    return existingRuleSetName === undefined
      ? new ReceiptRuleSet(this, 'RuleSet')
      : ReceiptRuleSet.fromReceiptRuleSetName(this, 'RuleSet', existingRuleSetName);
  }

  #createParseMail(shared: SharedResources): NodeFunction {
    const parseMail = new NodeFunction(this, 'ParseMail', {
      name: 'parse-mail',
      description:
        'Brings each mail to an outcome: into its conversation, or held, ignored, rejected',
      shared,
      timeout: PARSE_TIMEOUT,
      memorySize: MEMORY_FOR_MAIL_MEGABYTES,
    });
    shared.table.grantReadWriteItems(parseMail);
    // An answer is compared with the messages before it, and long ones lie in `bodies/` (S12).
    shared.bucket.grantReadFolders(parseMail, 'inbound', 'polled', 'bodies');
    shared.bucket.grantWriteFolders(parseMail, 'attachments', 'bodies');
    shared.bucket.grantDeleteFolders(parseMail, 'attachments');
    shared.settings.grantReadSettings(parseMail);
    shared.settings.grantReadTokenKeys(parseMail);
    return parseMail;
  }
}
