import {
  CreateReceiptRuleCommand,
  CreateReceiptRuleSetCommand,
  DeleteReceiptRuleCommand,
  DeleteReceiptRuleSetCommand,
  DescribeActiveReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  type ReceiptAction,
  type ReceiptRule,
  type SESClient,
  SetActiveReceiptRuleSetCommand,
  SetReceiptRulePositionCommand,
  UpdateReceiptRuleCommand,
} from '@aws-sdk/client-ses';
import type { ReceiptRuleSets, RuleOfSet, WantedRule } from '../../../steps/joining/ports.ts';
import { answerUnless } from '../answer-unless.ts';

/** SES's receipt rule sets in the client's region. */
export function createReceiptRuleSets(ses: SESClient): ReceiptRuleSets {
  return {
    async findActive() {
      const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
      return Metadata?.Name === undefined
        ? undefined
        : { name: Metadata.Name, rules: Rules.map(readRule) };
    },
    read: (RuleSetName) => readRules(ses, RuleSetName),
    async create(RuleSetName) {
      const made = ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));
      await answerUnless(['AlreadyExistsException'], made);
    },
    async activate(RuleSetName) {
      await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName }));
    },
    async deactivate() {
      await ses.send(new SetActiveReceiptRuleSetCommand({}));
    },
    async remove(RuleSetName) {
      const removed = ses.send(new DeleteReceiptRuleSetCommand({ RuleSetName }));
      await answerUnless(['CannotDeleteException'], removed);
    },
    async createRule(RuleSetName, rule, After) {
      const Rule = ruleOf(rule);
      const place = After !== undefined && { After };
      const made = ses.send(new CreateReceiptRuleCommand({ RuleSetName, Rule, ...place }));
      return (await answerUnless(['AlreadyExistsException'], made)) ? 'created' : 'taken';
    },
    async updateRule(RuleSetName, rule) {
      await ses.send(new UpdateReceiptRuleCommand({ RuleSetName, Rule: ruleOf(rule) }));
    },
    async moveRule(RuleSetName, RuleName, After) {
      const place = After !== undefined && { After };
      await ses.send(new SetReceiptRulePositionCommand({ RuleSetName, RuleName, ...place }));
    },
    async deleteRule(RuleSetName, RuleName) {
      const removed = ses.send(new DeleteReceiptRuleCommand({ RuleSetName, RuleName }));
      await answerUnless(['RuleSetDoesNotExistException'], removed);
    },
  };
}

async function readRules(ses: SESClient, RuleSetName: string): Promise<RuleOfSet[] | undefined> {
  const asked = ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName }));
  const found = await answerUnless(['RuleSetDoesNotExistException'], asked);
  return found && (found.Rules ?? []).map(readRule);
}

function readRule({ Name = '', Enabled, Recipients = [], Actions = [] }: ReceiptRule): RuleOfSet {
  const bucketName = Actions.find(({ S3Action }) => S3Action)?.S3Action?.BucketName;
  return {
    name: Name,
    isEnabled: Enabled === true,
    recipients: Recipients,
    ...(bucketName !== undefined && { bucketName }),
    stops: Actions.some(({ StopAction }) => StopAction),
    otherActions: Actions.flatMap(nameOfOther),
  };
}

/** `{BounceAction: …}` → `"bounce"` */
function nameOfOther(action: ReceiptAction): string[] {
  return Object.keys(action)
    .filter((name) => name !== 'S3Action' && name !== 'StopAction')
    .map((name) => name.replace(/Action$/, '').toLowerCase());
}

function ruleOf({ name, recipients, bucketName, topicArn, stops }: WantedRule): ReceiptRule {
  return {
    Name: name,
    Enabled: true,
    Recipients: recipients,
    ScanEnabled: true,
    TlsPolicy: 'Optional',
    Actions: [
      { S3Action: { BucketName: bucketName, ObjectKeyPrefix: 'inbound/', TopicArn: topicArn } },
      ...(stops ? [{ StopAction: { Scope: 'RuleSet' as const } }] : []),
    ],
  };
}
