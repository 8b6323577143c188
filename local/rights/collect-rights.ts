import type { ResourceCreator } from '../template/create-resources.ts';
import type { TemplateValue } from '../template/template.ts';

/** `Version` and `Statement` in CloudFormation's form, without intrinsic functions. */
export type PolicyDocument = Record<string, TemplateValue>;

/** Who may do what by the template. Nothing on this machine enforces it; a test compares it with the calls that were made. */
export interface Rights {
  /** The role of each function, by the function's short name. */
  roles: Record<string, string>;
  /** Policies of each role. */
  identity: Record<string, PolicyDocument[]>;
  /** Policies of buckets, queues, topics and functions, by the ARN of the resource. */
  resource: Record<string, PolicyDocument[]>;
  /** EventBridge rules and their targets. */
  rules: { arn: string; targetArns: string[] }[];
}

export const noRights = (): Rights => ({ roles: {}, identity: {}, resource: {}, rules: [] });

const add = (policies: Record<string, PolicyDocument[]>, name: string, policy: TemplateValue) => {
  policies[name] = [...(policies[name] ?? []), policy as PolicyDocument];
};

/** Creators of the template's policies. */
export function rightsCreators(rights: Rights): Record<string, ResourceCreator> {
  const nothing = { ref: '', attributes: {} };
  return {
    'AWS::IAM::Policy': ({ properties: { Roles, PolicyDocument } }) => {
      for (const role of Roles as string[]) add(rights.identity, role, PolicyDocument ?? null);
      return nothing;
    },
    'AWS::S3::BucketPolicy': ({ properties: { Bucket, PolicyDocument } }) => {
      add(rights.resource, `arn:aws:s3:::${String(Bucket)}`, PolicyDocument ?? null);
      return nothing;
    },
    'AWS::SQS::QueuePolicy': ({ properties: { Queues, PolicyDocument } }) => {
      for (const url of Queues as string[])
        add(rights.resource, `queue:${url.split('/').at(-1)}`, PolicyDocument ?? null);
      return nothing;
    },
    'AWS::SNS::TopicPolicy': ({ properties: { Topics, PolicyDocument } }) => {
      for (const topic of Topics as string[]) add(rights.resource, topic, PolicyDocument ?? null);
      return nothing;
    },
    'AWS::Lambda::Permission': ({ properties }) => {
      add(rights.resource, `function:${String(properties.FunctionName)}`, {
        Version: '2012-10-17',
        Statement: [permissionStatement(properties)],
      });
      return nothing;
    },
  };
}

/** A Lambda permission as the policy statement that Lambda makes of it. */
function permissionStatement(properties: Record<string, TemplateValue>): TemplateValue {
  const {
    Action = null,
    Principal = null,
    FunctionName = null,
    SourceArn,
    SourceAccount,
  } = properties;
  return {
    Effect: 'Allow',
    Principal: { Service: Principal },
    Action,
    Resource: FunctionName,
    Condition: {
      ...(SourceArn ? { ArnLike: { 'aws:SourceArn': SourceArn } } : {}),
      ...(SourceAccount ? { StringEquals: { 'aws:SourceAccount': SourceAccount } } : {}),
    },
  };
}
