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
  put(name: string, value: string, type?: string): void;
  get(name: string): string | undefined;
  /** Names and values below a path, which ends with a slash. */
  listBelow(path: string): Array<[name: string, value: string]>;
}

export const MAX_STANDARD_VALUE_BYTES = 4096;
const MAX_ADVANCED_VALUE_BYTES = 8192;
const MAX_PAGE = 10;
const MAX_HISTORY_PAGE = 50;
/** As many versions as SSM keeps. */
const MAX_VERSIONS = 100;

/** `onChange` is called for every change, as EventBridge would report it. */
export function openParameters(
  space: StateSpace,
  onChange: (change: ParameterChange) => void,
): Parameters {
  const read = (name: string): StoredParameter | undefined => {
    const text = space.get(name);
    return text === undefined ? undefined : (JSON.parse(text) as StoredParameter);
  };
  const put = (name: string, value: string, type?: string): number => {
    const former = read(name);
    const version = (former?.version ?? 0) + 1;
    const stored: StoredParameter = {
      type: type ?? former?.type ?? 'String',
      value,
      version,
      modifiedAt: Date.now() / 1000,
      former: former ? versionsOf(former).slice(1 - MAX_VERSIONS) : [],
    };
    space.set(name, JSON.stringify(stored));
    onChange({ operation: former ? 'Update' : 'Create', name, type: stored.type });
    return version;
  };
  const listBelow = (path: string) =>
    space
      .entries()
      .filter(({ key }) => key.startsWith(path))
      .sort((left, right) => (left.key < right.key ? -1 : 1))
      .map(
        ({ key, value }) => [key, (JSON.parse(value) as StoredParameter).value] as [string, string],
      );
  return {
    service: parameterActions(read, put, listBelow, space, onChange),
    put,
    get: (name) => read(name)?.value,
    listBelow,
  };
}

function parameterActions(
  read: (name: string) => StoredParameter | undefined,
  put: (name: string, value: string, type?: string) => number,
  listBelow: (path: string) => Array<[string, string]>,
  space: StateSpace,
  onChange: (change: ParameterChange) => void,
): JsonService {
  const describe = (name: string) => {
    const stored = read(name);
    if (!stored) throw new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
    return describeParameter(name, stored);
  };
  return {
    PutParameter: (request: {
      Name: string;
      Value: string;
      Type?: string;
      Tier?: string;
      Overwrite?: boolean;
    }) => {
      if (read(request.Name) && !request.Overwrite) {
        throw new ServiceError('ParameterAlreadyExists', 'The parameter already exists.');
      }
      if (!read(request.Name) && request.Type === undefined) {
        throw new ServiceError(
          'ValidationException',
          'A parameter type is required when you create a parameter.',
        );
      }
      requireValidValue(request.Value, request.Tier);
      return {
        Version: put(request.Name, request.Value, request.Type),
        Tier: request.Tier ?? 'Standard',
      };
    },
    GetParameter: (request: { Name: string }) => ({ Parameter: describe(request.Name) }),
    GetParameters: (request: { Names: string[] }) => ({
      Parameters: request.Names.filter((name) => read(name)).map(describe),
      InvalidParameters: request.Names.filter((name) => !read(name)),
    }),
    GetParameterHistory: ({ Name, ...request }: PageRequest & { Name: string }) => {
      const stored = read(Name);
      if (!stored) throw new ServiceError('ParameterNotFound', `Parameter ${Name} not found.`);
      const { type } = stored;
      const { page, ...next } = pageOf(versionsOf(stored), MAX_HISTORY_PAGE, request);
      return {
        Parameters: page.map((each) => describeParameter(Name, { type, ...each })),
        ...next,
      };
    },
    GetParametersByPath: (request: PathRequest) => pageBelow(request, listBelow, describe),
    DeleteParameter: (request: { Name: string }) => {
      const { Type } = describe(request.Name);
      space.delete(request.Name);
      onChange({ operation: 'Delete', name: request.Name, type: Type });
      return {};
    },
  };
}

function versionsOf({ value, version, modifiedAt, former = [] }: StoredParameter) {
  return [...former, { value, version, modifiedAt }];
}

interface PathRequest extends PageRequest {
  Path: string;
  Recursive?: boolean;
}

function pageBelow(
  request: PathRequest,
  listBelow: (path: string) => Array<[string, string]>,
  describe: (name: string) => object,
): object {
  const path = request.Path.endsWith('/') ? request.Path : `${request.Path}/`;
  const names = listBelow(path)
    .map(([name]) => name)
    .filter((name) => request.Recursive || !name.slice(path.length).includes('/'));
  const { page, ...next } = pageOf(names, MAX_PAGE, request);
  return { Parameters: page.map(describe), ...next };
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
