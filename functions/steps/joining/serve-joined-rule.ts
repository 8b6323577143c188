import { type JoinedRule, joinRuleSet, leaveRuleSet, leaveWherever } from './join-rule-set.ts';
import type { ReceiptRuleSets } from './ports.ts';

/** The properties from `lib/receiving/joined-rule-set.ts`; CloudFormation turns every scalar into text. */
export interface JoinedRuleProperties {
  ruleName: string;
  ownRuleSetName: string;
  ruleSetName?: string;
  recipients: string[];
  bucketName: string;
  topicArn: string;
  after?: string;
  before?: string;
  stop: string;
}

export interface JoinedRuleEvent {
  RequestType: 'Create' | 'Update' | 'Delete';
  /** `"<rule set>/<rule>"`; CloudFormation stores it for us. */
  PhysicalResourceId?: string;
  ResourceProperties: JoinedRuleProperties;
  /** In an update, the properties before it. */
  OldResourceProperties?: JoinedRuleProperties;
}

export interface JoinedRuleAnswer {
  physicalId: string;
  data: { RuleSetName?: string };
}

/** Physical id of a rule that could not be made. A rollback deletes it, and with it whatever was made nevertheless. */
const NOT_JOINED = 'not-joined';

/**
 * Handles a request of CloudFormation about our receipt rule. If an update finds another rule set active, it joins that one under a new
 * physical id, and CloudFormation deletes the old id afterwards.
 */
export async function serveJoinedRule(
  event: JoinedRuleEvent,
  ruleSets: ReceiptRuleSets,
): Promise<JoinedRuleAnswer> {
  const { RequestType, PhysicalResourceId = NOT_JOINED, ResourceProperties } = event;
  if (RequestType === 'Delete') {
    const joined = readPhysicalId(PhysicalResourceId);
    if (joined === undefined) await leaveWherever(ResourceProperties, ruleSets);
    else await leaveRuleSet(joined, ResourceProperties, ruleSets);
    return { physicalId: PhysicalResourceId, data: {} };
  }
  const { ruleName, recipients, bucketName, topicArn, stop, ...request } = ResourceProperties;
  const rule = { name: ruleName, recipients, bucketName, topicArn, stops: stop === 'true' };
  const formerBucketName = event.OldResourceProperties?.bucketName;
  const { ruleSetName } = await joinRuleSet(
    { ...request, rule, ...(formerBucketName !== undefined && { formerBucketName }) },
    ruleSets,
  );
  return { physicalId: `${ruleSetName}/${ruleName}`, data: { RuleSetName: ruleSetName } };
}

/** The physical id to answer with if the request failed. */
export const idOfFailed = ({ PhysicalResourceId = NOT_JOINED }: JoinedRuleEvent): string =>
  PhysicalResourceId;

function readPhysicalId(id: string): JoinedRule | undefined {
  const [ruleSetName, ruleName] = id.split('/');
  return ruleSetName && ruleName ? { ruleSetName, ruleName } : undefined;
}
