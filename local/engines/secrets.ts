import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID, REGION } from '../configuration.ts';
import { ServiceError } from './service-error.ts';
import type { JsonService } from './services-server.ts';
import type { StateSpace } from './state.ts';

interface StoredSecret {
  value: string;
  versionId: string;
  /** Seconds since 1970. */
  modifiedAt: number;
}

/** Secrets Manager. */
export interface Secrets {
  service: JsonService;
  put(name: string, value: string): void;
  has(name: string): boolean;
  arnOf(name: string): string;
}

const arnOf = (name: string) =>
  `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${name}-local0`;
const ARN_NAME = /:secret:(.{1,512})-[A-Za-z0-9]{6}$/;

export function openSecrets(space: StateSpace): Secrets {
  const put = (name: string, value: string): StoredSecret => {
    const stored = { value, versionId: randomUUID(), modifiedAt: Date.now() / 1000 };
    space.set(name, JSON.stringify(stored));
    return stored;
  };
  const find = (secretId: string): [string, StoredSecret] => {
    const name = ARN_NAME.exec(secretId)?.[1] ?? secretId;
    const text = space.get(name);
    if (text === undefined) {
      throw new ServiceError(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    }
    return [name, JSON.parse(text) as StoredSecret];
  };
  return {
    service: {
      GetSecretValue: (request: { SecretId: string }) => {
        const [name, stored] = find(request.SecretId);
        return {
          ...describe(name, stored),
          SecretString: stored.value,
          CreatedDate: stored.modifiedAt,
        };
      },
      CreateSecret: ({ Name, SecretString }: { Name: string; SecretString: string }) => {
        if (space.get(Name) !== undefined) {
          throw new ServiceError('ResourceExistsException', `The secret ${Name} already exists.`);
        }
        return describe(Name, put(Name, SecretString));
      },
      PutSecretValue: (request: { SecretId: string; SecretString: string }) => {
        const [name] = find(request.SecretId);
        return describe(name, put(name, request.SecretString));
      },
    },
    put,
    has: (name) => space.get(name) !== undefined,
    arnOf,
  };
}

function describe(name: string, stored: StoredSecret): object {
  return {
    ARN: arnOf(name),
    Name: name,
    VersionId: stored.versionId,
    VersionStages: ['AWSCURRENT'],
  };
}
