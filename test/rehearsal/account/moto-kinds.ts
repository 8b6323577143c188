import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetRandomPasswordCommand,
  type GetRandomPasswordCommandInput,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  CreateConfigurationSetCommand,
  DeleteConfigurationSetCommand,
  SESClient,
  SetIdentityFeedbackForwardingEnabledCommand,
} from '@aws-sdk/client-ses';
import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Kind, Wanted } from '../cloudformation/kinds.ts';
import { ACCOUNT, REGION } from '../cloudformation/played-stack.ts';
import { bucketKinds } from './bucket-kinds.ts';
import { chanceName } from './chance-name.ts';
import type { Moto } from './moto.ts';

type Fields = Record<string, unknown>;

const text = (value: unknown): string => String(value ?? '');

/** Resources that exist in moto as in an account, so that one can see what a deployment keeps, loses or conflicts with. */
export function motoKinds(moto: Moto): Record<string, Partial<Kind>> {
  const { client } = moto;
  return {
    'AWS::DynamoDB::Table': tableKind(new DynamoDBClient(client)),
    ...bucketKinds(moto),
    'AWS::SecretsManager::Secret': secretKind(new SecretsManagerClient(client)),
    'AWS::SES::EmailIdentity': identityKind(new SESv2Client(client), new SESClient(client)),
    'AWS::SES::ConfigurationSet': configurationSetKind(new SESClient(client)),
    'AWS::SSM::Parameter': parameterKind(new SSMClient(client)),
    'AWS::SQS::Queue': queueKind(new SQSClient(client)),
    ...queryKinds(moto),
  };
}

/** Its name is generated, so that a kept table is never in the way. */
function tableKind(tables: DynamoDBClient): Partial<Kind> {
  return {
    make: async (wanted) => {
      const { DeletionProtectionEnabled, AttributeDefinitions, KeySchema, BillingMode } =
        wanted.properties as Fields;
      const TableName = chanceName(wanted, 255);
      const input = { TableName, DeletionProtectionEnabled, AttributeDefinitions, KeySchema };
      const { GlobalSecondaryIndexes, StreamSpecification } = wanted.properties as Fields;
      const { TableDescription } = await tables.send(
        new CreateTableCommand({
          ...input,
          BillingMode,
          GlobalSecondaryIndexes,
          StreamSpecification: { StreamEnabled: true, ...(StreamSpecification as object) },
        } as unknown as CreateTableCommandInput),
      );
      const attributes = {
        Arn: text(TableDescription?.TableArn),
        StreamArn: text(TableDescription?.LatestStreamArn),
      };
      return { physicalId: TableName, attributes };
    },
    change: async ({ properties }, { physicalId, attributes }) => {
      const DeletionProtectionEnabled = properties.DeletionProtectionEnabled === true;
      const { Table } = await tables.send(new DescribeTableCommand({ TableName: physicalId }));
      if (Table?.DeletionProtectionEnabled !== DeletionProtectionEnabled) {
        await tables.send(
          new UpdateTableCommand({ TableName: physicalId, DeletionProtectionEnabled }),
        );
      }
      return { physicalId, attributes };
    },
    remove: async ({ physicalId }) => {
      await tables.send(new DeleteTableCommand({ TableName: physicalId }));
    },
  };
}

/** An existing name fails the deployment; a removed secret is gone at once (CloudFormation asks for no recovery window). */
function secretKind(secrets: SecretsManagerClient): Partial<Kind> {
  return {
    make: async ({ properties }) => {
      const { Name, GenerateSecretString } = properties as Fields;
      const { SecretStringTemplate, GenerateStringKey, ...asked } = (GenerateSecretString ??
        {}) as GetRandomPasswordCommandInput & Record<string, string>;
      const { RandomPassword = '' } = await secrets.send(
        new GetRandomPasswordCommand({
          ...asked,
          ...(asked.PasswordLength && { PasswordLength: Number(asked.PasswordLength) }),
        }),
      );
      const fields = JSON.parse(SecretStringTemplate ?? '{}') as Fields;
      const value = GenerateStringKey
        ? JSON.stringify({ ...fields, [GenerateStringKey]: RandomPassword })
        : RandomPassword;
      const { ARN } = await secrets.send(
        new CreateSecretCommand({ Name: text(Name), SecretString: value }),
      );
      return { physicalId: text(ARN), attributes: { Id: text(ARN) } };
    },
    remove: async ({ physicalId }) => {
      await secrets.send(
        new DeleteSecretCommand({ SecretId: physicalId, ForceDeleteWithoutRecovery: true }),
      );
    },
  };
}

/** SES refuses to create a domain again. */
function identityKind(ses: SESv2Client, firstApi: SESClient): Partial<Kind> {
  const attributesOf = async (EmailIdentity: string) => {
    const { DkimAttributes } = await ses.send(new GetEmailIdentityCommand({ EmailIdentity }));
    const tokens = DkimAttributes?.Tokens ?? ['one', 'two', 'three'];
    return Object.fromEntries(
      tokens.flatMap((token, index) => [
        [`DkimDNSTokenName${index + 1}`, `${token}._domainkey.${EmailIdentity}`],
        [`DkimDNSTokenValue${index + 1}`, `${token}.dkim.amazonses.com`],
      ]),
    );
  };
  return {
    isReplaced: (before, after) => before.EmailIdentity !== after.EmailIdentity,
    make: async ({ properties }) => {
      const EmailIdentity = text(properties.EmailIdentity);
      const isKnown = await ses.send(new GetEmailIdentityCommand({ EmailIdentity })).then(
        () => true,
        () => false,
      );
      if (isKnown) throw new Error(`Email identity ${EmailIdentity} already exist.`);
      await ses.send(new CreateEmailIdentityCommand({ EmailIdentity }));
      const feedback = properties.FeedbackAttributes as Fields | undefined;
      await firstApi.send(
        new SetIdentityFeedbackForwardingEnabledCommand({
          Identity: EmailIdentity,
          ForwardingEnabled: feedback?.EmailForwardingEnabled !== false,
        }),
      );
      return { physicalId: EmailIdentity, attributes: await attributesOf(EmailIdentity) };
    },
    remove: async ({ physicalId }) => {
      await ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: physicalId }));
    },
  };
}

function configurationSetKind(ses: SESClient): Partial<Kind> {
  return {
    make: async (wanted) => {
      const Name = text(wanted.properties.Name) || chanceName(wanted, 64);
      await ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name } }));
      return { physicalId: Name, attributes: {} };
    },
    remove: async ({ physicalId }) => {
      await ses.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: physicalId }));
    },
  };
}

/** A parameter whose definition changes gets the template's value, whatever its present one (aws-cdk#25949). */
function parameterKind(ssm: SSMClient): Partial<Kind> {
  const put = async ({ properties }: Wanted, Overwrite: boolean) => {
    const Name = text(properties.Name);
    const Value = text(properties.Value);
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite }));
    return { physicalId: Name, attributes: { Value } };
  };
  return {
    make: (wanted) => put(wanted, false),
    change: (wanted) => put(wanted, true),
    remove: async ({ physicalId }) => {
      await ssm.send(new DeleteParameterCommand({ Name: physicalId }));
    },
  };
}

function queueKind(queues: SQSClient): Partial<Kind> {
  return {
    make: async (wanted) => {
      const QueueName = text(wanted.properties.QueueName) || chanceName(wanted, 80);
      const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName }));
      const attributes = { Arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${QueueName}`, QueueName };
      return { physicalId: text(QueueUrl), attributes };
    },
    remove: async ({ physicalId }) => {
      await queues.send(new DeleteQueueCommand({ QueueUrl: physicalId }));
    },
  };
}

/** IAM refuses an invalid policy, SNS an invalid name. */
function queryKinds(moto: Moto): Record<string, Partial<Kind>> {
  return {
    'AWS::IAM::Role': {
      make: async (wanted) => {
        const RoleName = text(wanted.properties.RoleName) || chanceName(wanted, 64);
        const AssumeRolePolicyDocument = JSON.stringify(wanted.properties.AssumeRolePolicyDocument);
        await moto.query('iam', { Action: 'CreateRole', RoleName, AssumeRolePolicyDocument });
        const Arn = `arn:aws:iam::${ACCOUNT}:role/${RoleName}`;
        return { physicalId: RoleName, attributes: { Arn, RoleId: RoleName } };
      },
      remove: async ({ physicalId }) => {
        await moto.query('iam', { Action: 'DeleteRole', RoleName: physicalId });
      },
    },
    'AWS::IAM::Policy': {
      make: (wanted) => putPolicies(moto, wanted),
      change: (wanted) => putPolicies(moto, wanted),
      remove: async ({ physicalId, properties }) => {
        for (const role of [properties.Roles ?? []].flat()) {
          const PolicyName = physicalId;
          await moto.query('iam', { Action: 'DeleteRolePolicy', RoleName: text(role), PolicyName });
        }
      },
    },
    'AWS::SNS::Topic': {
      make: async (wanted) => {
        const Name = text(wanted.properties.TopicName) || chanceName(wanted, 256);
        await moto.query('sns', { Action: 'CreateTopic', Name });
        const physicalId = `arn:aws:sns:${REGION}:${ACCOUNT}:${Name}`;
        return { physicalId, attributes: { TopicArn: physicalId, TopicName: Name } };
      },
      remove: async ({ physicalId }) => {
        await moto.query('sns', { Action: 'DeleteTopic', TopicArn: physicalId });
      },
    },
  };
}

async function putPolicies(moto: Moto, wanted: Wanted) {
  const { Roles, PolicyName, PolicyDocument } = wanted.properties;
  for (const role of [Roles ?? []].flat()) {
    await moto.query('iam', {
      Action: 'PutRolePolicy',
      RoleName: text(role),
      PolicyName: text(PolicyName),
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
  }
  return { physicalId: text(PolicyName), attributes: {} };
}
