/**
 * `npm run rotate-keys -- STAGE [--retire ID]`: adds a key to the secret `email-piping/<stage>/token-keys`.
 * The new key signs from now on, and the old ones can still be read; `--retire` removes an old one (S2).
 * Functions see the change within a minute. Exit code 2: nothing was done.
 */
import { createSecretKey, randomBytes } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { parseTokenKeys } from '../functions/adapters/aws/settings/token-key-source.ts';
import {
  addTokenKey,
  formatTokenKeys,
  NEW_KEY_BYTES,
  retireTokenKey,
} from '../functions/conversations/signals/rotate-token-keys.ts';
import { explainFailure } from './explain-failure.ts';
import { readArguments } from './read-arguments.ts';

const USAGE =
  'usage: npm run rotate-keys -- STAGE [--retire ID]   (with AWS credentials and AWS_REGION)';
const { positionals, values } = readArguments(USAGE, {
  options: { retire: { type: 'string' } },
  words: 1,
});

const secret = `email-piping/${positionals[0]}/token-keys`;
try {
  await rotate(secret, values.retire);
} catch (error) {
  console.error(`${secret} is as it was: ${explainFailure(error)}`);
  process.exit(2);
}

async function rotate(secretId: string, retire: string | undefined): Promise<void> {
  const secrets = new SecretsManagerClient({});
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: secretId }),
  );
  const before = parseTokenKeys(SecretString);
  const newId = `k${new Date().toISOString().slice(0, 10)}-${randomBytes(2).toString('hex')}`;
  const after =
    retire === undefined
      ? addTokenKey(before, newId, createSecretKey(randomBytes(NEW_KEY_BYTES)))
      : retireTokenKey(before, retire);
  await secrets.send(
    new PutSecretValueCommand({ SecretId: secretId, SecretString: formatTokenKeys(after) }),
  );
  console.log(`${secretId}: "${after.current}" signs; ${Object.keys(after.keys).join(', ')} read`);
}
