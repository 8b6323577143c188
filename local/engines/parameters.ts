import { ACCOUNT_ID, REGION } from '../configuration.ts';
import { type PageRequest, pageOf } from './page-of.ts';
import { ServiceError } from './service-error.ts';
import type { JsonService } from './services-server.ts';
import type { StateSpace } from './state.ts';

interface ParameterVersion {
  value: string;
  version: number;
  /** Seconds since 1970. */
  modifiedAt: number;
}

interface StoredParameter extends ParameterVersion {
  type: string;
  /** Oldest first. */
  former?: ParameterVersion[];
}

export interface ParameterChange {
  operation: 'Create' | 'Update' | 'Delete';
  name: string;
  type: string;
}

/** Plays SSM Parameter Store. */
export interface Parameters {
  service: JsonService;
  put(name: string, value: string): void;
  /** Names and values below a path, which ends with a slash. */
  listBelow(path: string): Array<[name: string, value: string]>;
}

const MAX_STANDARD_VALUE_BYTES = 4096;
const MAX_ADVANCED_VALUE_BYTES = 8192;
const MAX_PAGE = 10;
const MAX_HISTORY_PAGE = 50;
/** As many versions as SSM keeps. */
const MAX_VERSIONS = 100;

/** The parameters of the state, by name. */
class ParameterStore {
  readonly #space: StateSpace;
  readonly #onChange: (change: ParameterChange) => void;

  constructor(space: StateSpace, onChange: (change: ParameterChange) => void) {
    this.#space = space;
    this.#onChange = onChange;
  }

  read(name: string): StoredParameter | undefined {
    const text = this.#space.get(name);
    return text === undefined ? undefined : (JSON.parse(text) as StoredParameter);
  }

  find(name: string): StoredParameter {
    const stored = this.read(name);
    if (stored) return stored;
    throw new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
  }

  /** Returns the number of the new version. */
  put(name: string, value: string, type?: string): number {
    const before = this.read(name);
    const version = (before?.version ?? 0) + 1;
    const stored: StoredParameter = {
      type: type ?? before?.type ?? 'String',
      value,
      version,
      modifiedAt: Date.now() / 1000,
      former: before ? versionsOf(before).slice(1 - MAX_VERSIONS) : [],
    };
    this.#space.set(name, JSON.stringify(stored));
    this.#onChange({ operation: before ? 'Update' : 'Create', name, type: stored.type });
    return version;
  }

  delete(name: string): void {
    const { type } = this.find(name);
    this.#space.delete(name);
    this.#onChange({ operation: 'Delete', name, type });
  }

  listBelow(path: string): Array<[name: string, value: string]> {
    return this.#space
      .entries()
      .filter(({ key }) => key.startsWith(path))
      .sort((left, right) => (left.key < right.key ? -1 : 1))
      .map(({ key, value }) => [key, (JSON.parse(value) as StoredParameter).value]);
  }
}

/** `onChange` is called for every change, as EventBridge would report it. */
export function openParameters(
  space: StateSpace,
  onChange: (change: ParameterChange) => void,
): Parameters {
  const store = new ParameterStore(space, onChange);
  return {
    service: { ...readingCalls(store), ...writingCalls(store) },
    put: (name, value) => void store.put(name, value),
    listBelow: (path) => store.listBelow(path),
  };
}

interface PutRequest {
  Name: string;
  Value: string;
  Type?: string;
  Tier?: string;
  Overwrite?: boolean;
}

const writingCalls = (store: ParameterStore) => ({
  PutParameter: ({ Name, Value, Type, Tier, Overwrite }: PutRequest) => {
    const isThere = store.read(Name) !== undefined;
    if (isThere && !Overwrite) {
      throw new ServiceError('ParameterAlreadyExists', 'The parameter already exists.');
    }
    if (!isThere && Type === undefined) {
      throw new ServiceError(
        'ValidationException',
        'A parameter type is required when you create a parameter.',
      );
    }
    requireValidValue(Value, Tier);
    return { Version: store.put(Name, Value, Type), Tier: Tier ?? 'Standard' };
  },
  DeleteParameter: ({ Name }: { Name: string }) => {
    store.delete(Name);
    return {};
  },
});

const readingCalls = (store: ParameterStore) => ({
  GetParameter: ({ Name }: { Name: string }) => ({
    Parameter: describeParameter(Name, store.find(Name)),
  }),
  GetParameters: ({ Names }: { Names: string[] }) => {
    const isThere = (name: string) => store.read(name) !== undefined;
    return {
      Parameters: Names.filter(isThere).map((name) => describeParameter(name, store.find(name))),
      InvalidParameters: Names.filter((name) => !isThere(name)),
    };
  },
  GetParameterHistory: ({ Name, ...request }: PageRequest & { Name: string }) => {
    const stored = store.find(Name);
    const { type } = stored;
    // SSM promises no order, so callers may count on none
    const versions = versionsOf(stored).reverse();
    const { page, ...next } = pageOf(versions, MAX_HISTORY_PAGE, request);
    return {
      Parameters: page.map((each) => describeParameter(Name, { type, ...each })),
      ...next,
    };
  },
  GetParametersByPath: ({ Path, Recursive, ...request }: PathRequest) => {
    const path = Path.endsWith('/') ? Path : `${Path}/`;
    const names = store
      .listBelow(path)
      .map(([name]) => name)
      .filter((name) => Recursive || !name.slice(path.length).includes('/'));
    const { page, ...next } = pageOf(names, MAX_PAGE, request);
    return { Parameters: page.map((name) => describeParameter(name, store.find(name))), ...next };
  },
});

function versionsOf({ value, version, modifiedAt, former = [] }: StoredParameter) {
  return [...former, { value, version, modifiedAt }];
}

interface PathRequest extends PageRequest {
  Path: string;
  Recursive?: boolean;
}

function requireValidValue(value: string, tier: string | undefined): void {
  if (value.includes('{{') && value.includes('}}')) {
    throw new ServiceError(
      'ValidationException',
      'Parameter value must not nest another parameter. Do not use {{}} in the value.',
    );
  }
  const most = tier === 'Advanced' ? MAX_ADVANCED_VALUE_BYTES : MAX_STANDARD_VALUE_BYTES;
  if (value.length > 0 && Buffer.byteLength(value) <= most) return;
  throw new ServiceError('ValidationException', `A value has 1 to ${most} bytes.`);
}

function describeParameter(name: string, stored: StoredParameter) {
  return {
    Name: name,
    Type: stored.type,
    Value: stored.value,
    Version: stored.version,
    LastModifiedDate: stored.modifiedAt,
    ARN: `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
    DataType: 'text',
  };
}
