import { randomInt } from 'node:crypto';
import { ACCOUNT_ID, REGION } from '../configuration.ts';
import { type ExpirationRule, expireObjects } from '../events/expire-objects.ts';
import type { ResourceCreator, ResourceRequest } from '../template/create-resources.ts';
import type { Machine } from './machine.ts';
import { physicalName } from './physical-name.ts';
import {
  fieldsOf,
  itemsOf,
  optionalFlag,
  optionalNumber,
  optionalText,
  requiredText,
} from './read-property.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PUNCTUATION = '!#$%&()*+,-.:;<=>?@[]^_{|}~';
const DEFAULT_PASSWORD_LENGTH = 32;
/** S3 expires objects once a day. Here it is more often, so that it also happens in a pipeline that runs for an hour a day. */
const EXPIRE_EVERY_MS = 3_600_000;

/** Creators of buckets and secrets. What an earlier run kept stays as it is. */
export function storageCreators(machine: Machine): Record<string, ResourceCreator> {
  const { storage, secrets, stackName } = machine;
  return {
    'AWS::S3::Bucket': (request) => {
      const name =
        optionalText(request, 'BucketName') ?? physicalName(stackName, request.logicalId);
      storage.objects.createBucket(name);
      for (const configuration of itemsOf(
        fieldsOf(request, 'NotificationConfiguration'),
        'QueueConfigurations',
      )) {
        const prefix = prefixOf(configuration);
        const queueArn = requiredText(configuration, 'Queue');
        storage.tellOfObjects({ bucketName: name, prefix, queueArn });
      }
      const rules = expirationRules(request);
      if (rules.length > 0) {
        machine.schedules.add({
          name: `lifecycle of ${name}`,
          everyMs: EXPIRE_EVERY_MS,
          run: () => machine.activity.during(() => expireObjects(machine.s3, name, rules)),
        });
      }
      const host = `${name}.s3.${REGION}.amazonaws.com`;
      return {
        ref: name,
        attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: host, RegionalDomainName: host },
      };
    },
    'AWS::SecretsManager::Secret': (request) => {
      const name = optionalText(request, 'Name') ?? physicalName(stackName, request.logicalId, 255);
      const given = machine.givenSecrets.get(name);
      if (given !== undefined) secrets.put(name, given);
      else if (!secrets.has(name)) secrets.put(name, initialValue(request));
      return { ref: secrets.arnOf(name), attributes: { Id: secrets.arnOf(name) } };
    },
  };
}

type Fields = Parameters<typeof fieldsOf>[0];

/** The lifecycle rules that expire whole objects. */
function expirationRules(request: ResourceRequest): ExpirationRule[] {
  return itemsOf(fieldsOf(request, 'LifecycleConfiguration'), 'Rules').flatMap((rule) => {
    const days = optionalNumber(rule, 'ExpirationInDays');
    const isEnabled = requiredText(rule, 'Status') === 'Enabled';
    return days === undefined || !isEnabled
      ? []
      : [{ prefix: optionalText(rule, 'Prefix') ?? '', days }];
  });
}

function prefixOf(configuration: Fields): string {
  const rules = itemsOf(fieldsOf(fieldsOf(configuration, 'Filter'), 'S3Key'), 'Rules');
  const rule = rules.find((each) => requiredText(each, 'Name').toLowerCase() === 'prefix');
  return rule ? requiredText(rule, 'Value') : '';
}

/** Used to build ARNs such as `arn:aws:iam::…:role/…`. */
export const pseudoParameters = (stackName: string): Record<string, string> => ({
  'AWS::AccountId': ACCOUNT_ID,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stackName,
  'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${stackName}/local`,
});

function initialValue(request: ResourceRequest): string {
  const given = optionalText(request, 'SecretString');
  if (given !== undefined) return given;
  const generate = fieldsOf(request, 'GenerateSecretString');
  const isPlain = optionalFlag(generate, 'ExcludePunctuation') ?? false;
  const password = randomText(
    optionalNumber(generate, 'PasswordLength') ?? DEFAULT_PASSWORD_LENGTH,
    isPlain ? LETTERS_AND_DIGITS : LETTERS_AND_DIGITS + PUNCTUATION,
  );
  const key = optionalText(generate, 'GenerateStringKey');
  if (key === undefined) return password;
  const template = JSON.parse(optionalText(generate, 'SecretStringTemplate') ?? '{}') as object;
  return JSON.stringify({ ...template, [key]: password });
}

function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
