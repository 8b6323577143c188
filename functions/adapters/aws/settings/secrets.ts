import {
  CreateSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Machine } from '../../../steps/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { keepLastGood } from './keep-last-good.ts';

/** Secrets that every deployment has, below `email-piping/<stage>/`. */
export const DEPLOYED_SECRETS = ['token-keys', 'api-tokens'];

/** Names of Secrets Manager's errors. */
export const NOT_FOUND = 'ResourceNotFoundException';
export const MARKED_FOR_DELETION = 'InvalidRequestException';
const EXISTS = 'ResourceExistsException';

/**
 * A secret, or one version of it; undefined: there is none, or it is marked for deletion. `version` changes with the text, which has been
 * in force since `writtenAtMs` (epoch milliseconds).
 */
export async function findSecret(
  secrets: SecretsManagerClient,
  SecretId: string,
  VersionId?: string,
): Promise<{ text: string; version: string; writtenAtMs: number } | undefined> {
  const asked = secrets.send(new GetSecretValueCommand({ SecretId, VersionId }));
  const found = await answerUnless([NOT_FOUND, MARKED_FOR_DELETION], asked);
  return (
    found && {
      text: found.SecretString ?? '',
      version: found.VersionId ?? '',
      writtenAtMs: found.CreatedDate?.getTime() ?? Number.NaN,
    }
  );
}

/**
 * Writes a secret; creates it if it does not exist, restores it if it is marked for deletion. `ClientRequestToken` becomes the version's id.
 * @param KmsKeyId encrypts a secret that is created. @default - the account's key of Secrets Manager
 */
export async function writeSecret(
  secrets: SecretsManagerClient,
  SecretId: string,
  value: { SecretString: string; ClientRequestToken?: string },
  KmsKeyId?: string,
): Promise<void> {
  const put = () => secrets.send(new PutSecretValueCommand({ SecretId, ...value }));
  try {
    if (await answerUnless([NOT_FOUND], put())) return;
    const created = secrets.send(new CreateSecretCommand({ Name: SecretId, KmsKeyId, ...value }));
    // another call may have created it since
    if (!(await answerUnless([EXISTS], created))) await put();
  } catch (error) {
    if (!(error instanceof InvalidRequestException)) throw error;
    await secrets.send(new RestoreSecretCommand({ SecretId }));
    await put();
  }
}

/** Reads a secret by `parse`, cached; a broken secret leaves the last good value in force (S20). */
export const createSecretSource = <Value>(
  secrets: SecretsManagerClient,
  secretId: string,
  { what, parse }: { what: string; parse: (text: string) => Value },
  machine: Machine,
) =>
  keepLastGood<Value>(
    what,
    { secretId },
    async () => {
      const secret = await secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
      return parse(secret.SecretString ?? '');
    },
    machine,
  );
