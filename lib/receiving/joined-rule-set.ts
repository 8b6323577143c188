import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { receivingPlaces } from '../configuration.ts';
import { NodeFunction } from '../node-function.ts';
import type { SharedResources } from '../shared-resources.ts';
import { acknowledge } from '../watching/acknowledge.ts';

/** For all of these SES has no narrower resource than `*`. */
const ACTIONS = [
  'ses:DescribeActiveReceiptRuleSet',
  'ses:DescribeReceiptRuleSet',
  'ses:CreateReceiptRuleSet',
  'ses:SetActiveReceiptRuleSet',
  'ses:DeleteReceiptRuleSet',
  'ses:CreateReceiptRule',
  'ses:UpdateReceiptRule',
  'ses:SetReceiptRulePosition',
  'ses:DeleteReceiptRule',
];

/** The rule set that is made where none is active: one for all stages, so that two which are the first at once make the same. */
const OWN_RULE_SET = 'email-piping';

export interface JoinedRuleSetProps {
  readonly shared: SharedResources;
  readonly topic: Topic;
}

/**
 * Adds our receipt rule to the active rule set; if there is none, to a new one, which is activated.
 * CloudFormation can do neither, so `join-rule-set` does. It never switches off mail that is not ours.
 */
export class JoinedRuleSet extends Construct {
  readonly ruleSetName: string;
  readonly ruleName: string;

  constructor(scope: Construct, id: string, { shared, topic }: JoinedRuleSetProps) {
    super(scope, id);
    const { configuration, bucket } = shared;
    const { after, before, stop } = configuration.receiptRule;
    const name = `email-piping-${configuration.stage}`;
    const joinRuleSet = this.#createJoinRuleSet(shared);
    const resource = new CustomResource(this, 'Rule', {
      serviceToken: joinRuleSet.functionArn,
      resourceType: 'Custom::JoinedReceiptRule',
      serviceTimeout: Duration.minutes(5),
      properties: {
        ruleName: name,
        ownRuleSetName: OWN_RULE_SET,
        ruleSetName: configuration.existingRuleSetName,
        recipients: receivingPlaces(configuration),
        bucketName: bucket.bucketName,
        topicArn: topic.topicArn,
        after,
        before,
        stop: String(stop),
      },
    });
    this.#letSesWrite(shared);
    // When it gets the rule, SES tests whether it may write and publish.
    resource.node.addDependency(topic, bucket);
    this.ruleName = name;
    this.ruleSetName = resource.getAttString('RuleSetName');
  }

  #createJoinRuleSet(shared: SharedResources): NodeFunction {
    const joinRuleSet = new NodeFunction(this, 'JoinRuleSet', {
      name: 'join-rule-set',
      description: 'Puts our receipt rule into the active rule set, for CloudFormation',
      shared,
      variables: [],
      timeout: Duration.minutes(1),
    });
    joinRuleSet.addToRolePolicy(new PolicyStatement({ actions: ACTIONS, resources: ['*'] }));
    acknowledge(joinRuleSet.ownRole, 'IAM5[Resource::*]', 'SES knows no narrower resource');
    return joinRuleSet;
  }

  /** The permission that CDK's own S3 action adds for rules of CloudFormation. */
  #letSesWrite({ bucket }: SharedResources): void {
    const { account } = Stack.of(this);
    bucket.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [bucket.bucket.arnForObjects('inbound/*')],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }
}
