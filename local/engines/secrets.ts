import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID, REGION } from '../configuration.ts';
import { type PageRequest, pageOf } from './page-of.ts';
import {
  requireSecretName,
  requireSecretValue,
  requireVersionName,
  requireWindow,
} from './secret-limits.ts';
import { ServiceError } from './service-error.ts';
import type { JsonService } from './services-server.ts';
import type { StateSpace } from './state.ts';

interface StoredSecret {
  value: string;
  versionId: string;
  /** Values of former versions, by id. None is ever dropped here. */
  formerVersions?: Record<string, string>;
  /** Marked for deletion: it can only be restored. */
  isMarked?: boolean;
  /** The key that encrypts it. Kept for those who ask; nothing is encrypted here. */
  keyId?: string;
  /** Seconds since 1970. */
  modifiedAt: number;
}

/** Plays Secrets Manager. */
export interface Secrets {
  service: JsonService;
  put(name: string, value: string): void;
  has(name: string): boolean;
  markForDeletion(name: string): void;
  arnOf(name: string): string;
}

interface GivenValue {
  SecretString: string;
  /** The id of the version. A version that exists with this value is left as it is. */
  ClientRequestToken?: string;
  /** Only of a new secret. */
  KmsKeyId?: string;
}

const arnOf = (name: string) =>
  `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${name}-local0`;
const ARN_NAME = /:secret:(.{1,512})-[A-Za-z0-9]{6}$/;
const nameOf = (secretId: string) => ARN_NAME.exec(secretId)?.[1] ?? secretId;

const MAX_PAGE = 100;

/** The secrets of the state, by name. */
class SecretStore {
  readonly #space: StateSpace;

  constructor(space: StateSpace) {
    this.#space = space;
  }

  read(name: string): StoredSecret | undefined {
    const text = this.#space.get(name);
    return text === undefined ? undefined : (JSON.parse(text) as StoredSecret);
  }

  /** Names of secrets that are not marked for deletion. */
  names(): string[] {
    return this.#space
      .entries()
      .map(({ key }) => key)
      .filter((name) => !this.read(name)?.isMarked);
  }

  save(name: string, stored: StoredSecret): void {
    this.#space.set(name, JSON.stringify(stored));
  }

  /** Finds a secret by name or ARN. */
  find(secretId: string): [string, StoredSecret] {
    requireSecretName(nameOf(secretId));
    const stored = this.read(nameOf(secretId));
    if (stored) return [nameOf(secretId), stored];
    throw new ServiceError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
  }

  findUnmarked(secretId: string): [string, StoredSecret] {
    const [name, stored] = this.find(secretId);
    if (!stored.isMarked) return [name, stored];
    throw new ServiceError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }

  mark(secretId: string): string {
    const [name, stored] = this.find(secretId);
    this.save(name, { ...stored, isMarked: true });
    return name;
  }

  write(name: string, before: StoredSecret | undefined, given: GivenValue): object {
    requireSecretValue(given.SecretString);
    requireVersionName(given.ClientRequestToken);
    const stored = withValue(before, given);
    if (stored !== before) this.save(name, stored);
    return describe(name, given.ClientRequestToken ?? stored.versionId);
  }
}

export function openSecrets(space: StateSpace): Secrets {
  const store = new SecretStore(space);
  return {
    service: { ...valueCalls(store), ...listCalls(store), ...deletionCalls(store) },
    put: (name, value) => store.save(name, withValue(store.read(name), { SecretString: value })),
    has: (name) => store.read(name) !== undefined,
    markForDeletion: (name) => store.mark(name),
    arnOf,
  };
}

const valueCalls = (store: SecretStore) => ({
  GetSecretValue: (request: { SecretId: string; VersionId?: string }) => {
    const [name, stored] = store.findUnmarked(request.SecretId);
    const versionId = request.VersionId ?? stored.versionId;
    return {
      ...describe(name, versionId),
      SecretString: readValue(stored, versionId),
      CreatedDate: stored.modifiedAt,
    };
  },
  CreateSecret: ({ Name, ...given }: GivenValue & { Name: string }) => {
    requireSecretName(Name);
    if (store.read(Name)?.isMarked) store.findUnmarked(Name);
    if (store.read(Name)) {
      throw new ServiceError('ResourceExistsException', `The secret ${Name} already exists.`);
    }
    return store.write(Name, undefined, given);
  },
  PutSecretValue: (request: GivenValue & { SecretId: string }) =>
    store.write(...store.findUnmarked(request.SecretId), request),
});

interface ListRequest extends PageRequest {
  Filters?: { Key: string; Values: string[] }[];
}

/** Filters only by the beginning of the name. */
const listCalls = (store: SecretStore) => ({
  ListSecrets: ({ Filters = [], ...request }: ListRequest) => {
    const names = store
      .names()
      .filter((name) =>
        Filters.every(({ Values }) => Values.some((beginning) => name.startsWith(beginning))),
      );
    const { page, ...next } = pageOf(names, MAX_PAGE, request);
    const describeListed = (name: string) => ({
      ARN: arnOf(name),
      Name: name,
      KmsKeyId: store.read(name)?.keyId,
    });
    return { SecretList: page.map(describeListed), ...next };
  },
});

const deletionCalls = (store: SecretStore) => ({
  DescribeSecret: (request: { SecretId: string }) => {
    const [name, { isMarked, modifiedAt, keyId }] = store.find(request.SecretId);
    const deleted = isMarked && { DeletedDate: modifiedAt };
    return { ARN: arnOf(name), Name: name, KmsKeyId: keyId, ...deleted };
  },
  DeleteSecret: (request: { SecretId: string; RecoveryWindowInDays?: number }) => {
    requireWindow(request.RecoveryWindowInDays);
    const name = store.mark(store.findUnmarked(request.SecretId)[0]);
    return { ARN: arnOf(name), Name: name };
  },
  RestoreSecret: (request: { SecretId: string }) => {
    const [name, { isMarked: _marked, ...stored }] = store.find(request.SecretId);
    store.save(name, stored);
    return { ARN: arnOf(name), Name: name };
  },
});

function readValue(stored: StoredSecret, versionId: string): string {
  const value = versionId === stored.versionId ? stored.value : stored.formerVersions?.[versionId];
  if (value !== undefined) return value;
  throw new ServiceError(
    'ResourceNotFoundException',
    "Secrets Manager can't find the specified secret value for VersionId.",
  );
}

function withValue(
  before: StoredSecret | undefined,
  { SecretString, ClientRequestToken = randomUUID(), KmsKeyId = before?.keyId }: GivenValue,
): StoredSecret {
  const known = before && { ...before.formerVersions, [before.versionId]: before.value };
  const same = known?.[ClientRequestToken];
  if (before && same === SecretString) return before;
  if (same !== undefined) {
    throw new ServiceError(
      'ResourceExistsException',
      'You provided a ClientRequestToken that is already associated with another value.',
    );
  }
  return {
    value: SecretString,
    versionId: ClientRequestToken,
    ...(known && { formerVersions: known }),
    ...(KmsKeyId !== undefined && { keyId: KmsKeyId }),
    modifiedAt: Date.now() / 1000,
  };
}

const describe = (name: string, versionId: string): object => ({
  ARN: arnOf(name),
  Name: name,
  VersionId: versionId,
  VersionStages: ['AWSCURRENT'],
});
