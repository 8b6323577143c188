import type { IamCall } from '../../local/rights/iam-call.ts';
import { type KeptRights, roleOf } from './prove-rights.ts';

/** `"s3:GetObject …mailbucket/bodies/*"`: one action of a role at one resource. */
export interface Grant {
  action: string;
  resource: string;
}

/** Every grant of a function's role, action by action and resource by resource. */
export function grantsOf(rights: KeptRights, name: string): Grant[] {
  const statements = (rights.identity[roleOf(rights, name)] ?? []).flatMap(
    ({ Statement }) => Statement,
  );
  return statements.flatMap(({ Action, Resource }) =>
    [Action]
      .flat()
      .flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
  );
}

const matches = (pattern: string, text: string): boolean => {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  return text.startsWith(first) && text.endsWith(last) && text.length >= pattern.length - 1;
};

export const isUsed = (grant: Grant, calls: readonly IamCall[]): boolean =>
  calls.some(
    ({ action, resource }) => matches(grant.action, action) && matches(grant.resource, resource),
  );

/** A grant by the name of its resource alone, the same in every stack: `"s3:GetObject mailbucket/bodies/*"`. */
export function shortGrant({ action, resource }: Grant): string {
  const rest = resource
    .split(':')
    .slice(resource.startsWith('AWS::') ? 4 : 5)
    .join(':');
  const place = rest
    .replace(/^email-piping-local-/, '')
    .replace(/(?<=[a-z])[0-9a-f]{8}(?=$|\/)/, '')
    .replace(
      /^(parameter|secret|function|table|identity|configuration-set)[/:].*?([\w-]*\/?\*?)$/,
      '$1 $2',
    )
    .replace(/-local0$/, '');
  return `${action} ${place}`;
}
