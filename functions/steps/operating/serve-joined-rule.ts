import { type JoinedRule, joinRuleSet, leaveRuleSet } from './join-rule-set.ts';
import type { ReceiptRuleSets } from './ports.ts';

/** The properties that `lib/receiving/joined-rule-set.ts` gives; CloudFormation makes text of everything. */
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
  /** `"<rule set>/<rule>"`, which CloudFormation keeps for us. */
  PhysicalResourceId?: string;
  ResourceProperties: JoinedRuleProperties;
}

export interface JoinedRuleAnswer {
  physicalId: string;
  data: { RuleSetName?: string };
}

/** Stands for a rule that was never made: a deployment that is rolled back deletes it, which does nothing. */
const NOT_JOINED = 'not-joined';

/**
 * What CloudFormation asks of our receipt rule. An update that finds another rule set active joins that one under a new physical id; CloudFormation
 * then deletes the old id.
 */
export async function serveJoinedRule(
  { RequestType, PhysicalResourceId = NOT_JOINED, ResourceProperties }: JoinedRuleEvent,
  ruleSets: ReceiptRuleSets,
): Promise<JoinedRuleAnswer> {
  if (RequestType === 'Delete') {
    const joined = readPhysicalId(PhysicalResourceId);
    if (joined !== undefined) await leaveRuleSet(joined, ResourceProperties, ruleSets);
    return { physicalId: PhysicalResourceId, data: {} };
  }
  const { ruleName, recipients, bucketName, topicArn, stop, ...request } = ResourceProperties;
  const rule = { name: ruleName, recipients, bucketName, topicArn, stops: stop === 'true' };
  const { ruleSetName } = await joinRuleSet({ ...request, rule }, ruleSets);
  return { physicalId: `${ruleSetName}/${ruleName}`, data: { RuleSetName: ruleSetName } };
}

/** The id to answer with where nothing was done. */
export const idOfFailed = ({ PhysicalResourceId = NOT_JOINED }: JoinedRuleEvent): string =>
  PhysicalResourceId;

function readPhysicalId(id: string): JoinedRule | undefined {
  const [ruleSetName, ruleName] = id.split('/');
  return ruleSetName && ruleName ? { ruleSetName, ruleName } : undefined;
}
