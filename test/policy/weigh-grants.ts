import type { IamCall } from '../../local/rights/iam-call.ts';
import { type KeptRights, kindOf, type Recorded, roleOf } from './prove-rights.ts';
import { pollerCalls } from './service-calls.ts';

/** One action of a statement, or one kind of partition of a table with all the statement's actions. */
export interface Grant {
  /** One action, or for a partition all of the statement. */
  actions: string[];
  resource: string;
  /** Values of the condition on `dynamodb:LeadingKeys`, such as `"CONVERSATION#*"`; undefined: no such condition. */
  partitions?: string[];
  /** `"s3:GetObject"`, `"partition CONVERSATION#*"` */
  what: string;
}

const LEADING_KEYS = 'dynamodb:LeadingKeys';

/** Every grant of a function's role, resource by resource. */
function grantsOf(rights: KeptRights, name: string): Grant[] {
  const statements = (rights.identity[roleOf(rights, name)] ?? []).flatMap(
    ({ Statement }) => Statement,
  );
  return statements.flatMap(({ Action, Resource, Condition }) => {
    const actions = [Action].flat();
    const partitions = partitionsOf(Condition);
    return [Resource].flat().flatMap((resource): Grant[] => [
      ...actions.map((action) => ({
        actions: [action],
        resource,
        ...(partitions.length > 0 && { partitions }),
        what: action,
      })),
      ...partitions.map((partition) => ({
        actions,
        resource,
        partitions: [partition],
        what: `partition ${partition}`,
      })),
    ]);
  });
}

const partitionsOf = (condition: unknown): string[] =>
  Object.values((condition ?? {}) as Record<string, Record<string, string | string[]>>).flatMap(
    (keys) => [keys[LEADING_KEYS] ?? []].flat(),
  );

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  return text.startsWith(first) && text.endsWith(last) && text.length >= pattern.length - 1;
}

const isUsed = ({ actions, resource, partitions }: Grant, calls: readonly IamCall[]): boolean =>
  calls.some(
    (call) =>
      actions.some((action) => matches(action, call.action)) &&
      matches(resource, call.resource) &&
      (partitions === undefined || touches(call, partitions)),
  );

const touches = ({ context }: IamCall, partitions: readonly string[]): boolean =>
  [context[LEADING_KEYS] ?? []]
    .flat()
    .some((key) => partitions.some((partition) => matches(partition, key)));

/** The calls of a function and its pollers in one pipeline. */
export function callsOf({ rights, calls }: Recorded, name: string): IamCall[] {
  const arn = `arn:aws:lambda:eu-west-1:000000000000:function:email-piping-local-${name}`;
  return [...(calls.get(name) ?? []), ...pollerCalls(rights, arn)];
}

export interface Weighed {
  /** Kinds of calls. */
  asked: number;
  used: string[];
  unused: string[];
}

/** A function's grants, used by any pipeline or not. Grants on log groups, which exist only on AWS, are left out. */
export function weighGrants(recorded: readonly Recorded[], name: string): Weighed {
  const calls = recorded.flatMap((one) => callsOf(one, name));
  const used = new Set<string>();
  const unused = new Set<string>();
  for (const { rights } of recorded) {
    for (const grant of grantsOf(rights, name)) {
      if (grant.what.startsWith('logs:')) continue;
      (isUsed(grant, calls) ? used : unused).add(shortGrant(grant));
    }
  }
  const asked = new Set(calls.map(kindOf)).size;
  // a grant that exists for reading and for writing is used if either is
  return {
    asked,
    used: [...used].sort(),
    unused: [...unused].filter((each) => !used.has(each)).sort(),
  };
}

/** A grant with the resource's name only, the same in every stack: `"s3:GetObject mailbucket/bodies/*"`, `"partition CONVERSATION#* table"`. */
function shortGrant({ what, resource }: Grant): string {
  const rest = resource
    .split(':')
    .slice(resource.startsWith('AWS::') ? 4 : 5)
    .join(':');
  const place = rest
    .replace(/email-piping-local-/, '')
    .replace(/(?<=[a-z])[0-9a-f]{8}(?=$|\/)/, '')
    .replace(
      /^(parameter|secret|function|identity|configuration-set)[/:].*?([\w-]*\/?\*?)$/,
      '$1 $2',
    )
    .replace(/^table\/[^/]*/, 'table')
    .replace(/-local0$/, '');
  return `${what} ${place}`;
}
