import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IReceiptRuleSet, ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { S3, Stop } from 'aws-cdk-lib/aws-ses-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { receivingPlaces } from '../configuration.ts';
import { MEMORY_FOR_MAIL_MEGABYTES, NodeFunction } from '../node-function.ts';
import type { SharedResources } from '../shared-resources.ts';
import { PEOPLE, TABLE_PARTITIONS, TRACES_OF_MAIL } from '../table-partitions.ts';
import { WorkQueue } from '../work-queue.ts';
import { JoinedRuleSet } from './joined-rule-set.ts';

const PARSE_TIMEOUT = Duration.seconds(60);

/** SES puts the raw mail into the bucket and notifies the topic. `parse-mail` takes the notification from the queue. */
export class MailArrival extends Construct {
  readonly parseMail: NodeFunction;
  readonly inboundQueue: WorkQueue;
  readonly ruleSetName: string;
  /** The name by which SES counts mails that it could not deliver to us. */
  readonly ruleName: string;

  constructor(scope: Construct, id: string, props: { readonly shared: SharedResources }) {
    super(scope, id);
    const { shared } = props;
    const topic = this.#createTopic();
    const { ruleName, ruleSetName } = this.#receive(shared, topic);
    this.ruleName = ruleName;
    this.ruleSetName = ruleSetName;
    this.inboundQueue = new WorkQueue(this, 'Inbound', { consumerTimeout: PARSE_TIMEOUT });
    topic.addSubscription(
      new SqsSubscription(this.inboundQueue.queue, { rawMessageDelivery: true }),
    );
    this.parseMail = this.#createParseMail(shared);
    this.inboundQueue.addConsumer(this.parseMail, { batchSize: 5, maxConcurrency: 10 });
  }

  #receive(shared: SharedResources, topic: Topic): { ruleName: string; ruleSetName: string } {
    const { activateRuleSet, receiptRule, existingRuleSetName } = shared.configuration;
    if (activateRuleSet || receiptRule.before !== undefined) {
      return new JoinedRuleSet(this, 'JoinedRuleSet', { shared, topic });
    }
    const ruleSet =
      existingRuleSetName === undefined
        ? this.#createRuleSet()
        : ReceiptRuleSet.fromReceiptRuleSetName(this, 'RuleSet', existingRuleSetName);
    const { receiptRuleName } = this.#createRule(shared, topic, ruleSet);
    return { ruleName: receiptRuleName, ruleSetName: ruleSet.receiptRuleSetName };
  }

  /**
   * Only one rule set is active in a region. Ours is not activated here, because that would
   * switch off the account's other mail (docs/deploy.md, "Activate the receipt rule set").
   */
  #createRuleSet(): ReceiptRuleSet {
    return new ReceiptRuleSet(this, 'RuleSet');
  }

  #createRule({ configuration, bucket }: SharedResources, topic: Topic, ruleSet: IReceiptRuleSet) {
    const { after, stop } = configuration.receiptRule;
    const rule = new ReceiptRule(this, 'Rule', {
      ruleSet,
      // An address also matches its plus forms (SES guide, "receipt rules").
      recipients: receivingPlaces(configuration),
      scanEnabled: true,
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [
        new S3({ bucket: bucket.bucket, objectKeyPrefix: 'inbound/', topic }),
        ...(stop ? [new Stop()] : []),
      ],
      ...(after !== undefined && {
        after: ReceiptRule.fromReceiptRuleName(this, 'RuleBefore', after),
      }),
    });
    // When it gets the rule, SES tests whether it may publish.
    rule.node.addDependency(topic);
    return rule;
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

  #createParseMail(shared: SharedResources): NodeFunction {
    const parseMail = new NodeFunction(this, 'ParseMail', {
      name: 'parse-mail',
      description:
        'Brings each mail to an outcome: into its conversation, or held, ignored, rejected',
      shared,
      timeout: PARSE_TIMEOUT,
      memorySize: MEMORY_FOR_MAIL_MEGABYTES,
    });
    shared.table.grantItems(parseMail, {
      reads: [
        ...PEOPLE,
        TABLE_PARTITIONS.sentMails,
        TABLE_PARTITIONS.questions,
        TABLE_PARTITIONS.deliveries,
      ],
      writes: [
        ...TRACES_OF_MAIL,
        TABLE_PARTITIONS.conversations,
        TABLE_PARTITIONS.conversationCounter,
        TABLE_PARTITIONS.attachments,
        // an author who writes for the first time becomes a user (S7)
        TABLE_PARTITIONS.users,
        TABLE_PARTITIONS.addresses,
      ],
    });
    // A reply is compared with the messages before it, and long ones are in `bodies/` (S12).
    shared.bucket.grantReadFolders(parseMail, 'inbound', 'polled', 'bodies');
    shared.bucket.grantWriteFolders(parseMail, 'attachments', 'bodies');
    shared.bucket.grantDeleteFolders(parseMail, 'attachments');
    shared.settings.grantReadSettings(parseMail);
    shared.settings.grantReadTokenKeys(parseMail);
    return parseMail;
  }
}
