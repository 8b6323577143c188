import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IamCall } from '../../local/rights/iam-call.ts';
import {
  isAllowed,
  isAllowedToService,
  type KeptRights,
  kindOf,
  type Recorded,
  readRecorded,
  roleOf,
} from './prove-rights.ts';
import { type ServiceCall, serviceCalls } from './service-calls.ts';
import { UNUSED_GRANTS } from './unused-grants.ts';
import { callsOf, weighGrants } from './weigh-grants.ts';

const folder = process.env.PIPING_CALLS_FOLDER;
if (!folder)
  throw new Error(
    'This suite weighs what the journeys asked AWS for: run the journeys with PIPING_CALLS_FOLDER=<an empty folder>, then this suite with the same. `npm test` does.',
  );

// a pipeline whose start was refused has made no calls
const recorded = readdirSync(folder)
  .map((name) => path.join(folder, name))
  .filter((place) => existsSync(path.join(place, 'rights.json')))
  .map(readRecorded)
  .filter(({ calls }) => calls.size > 0);

const functions = [...new Set(recorded.flatMap(({ rights }) => Object.keys(rights.roles)))].sort();

const tell = (line: string) => process.stdout.write(`${line}\n`);

async function deniedOf(one: Recorded, name: string, calls: IamCall[]): Promise<string[]> {
  const denied: string[] = [];
  for (const call of calls)
    if (!(await isAllowed(one.rights, name, call))) denied.push(kindOf(call));
  return denied;
}

describe('rights of the functions', () => {
  it('reads every recorded call of the functions', () => {
    expect(recorded.length).toBeGreaterThan(0);
    expect(recorded.flatMap(({ unreadable }) => unreadable)).toEqual([]);
  });

  it.each(functions)('IAM allows %s all its calls in the journeys', async (name) => {
    const denied = new Set<string>();
    for (const one of recorded)
      for (const kind of await deniedOf(one, name, callsOf(one, name))) denied.add(kind);
    expect([...denied]).toEqual([]);
  });

  it.each(functions)('%s has no unused grant, except justified ones', (name) => {
    const { asked, used, unused } = weighGrants(recorded, name);
    tell(
      `${name}: ${asked} kinds of calls proven, ${used.length} grants used, ${unused.length} not:`,
    );
    for (const grant of unused) tell(`    ${grant}: ${reasonOf(name, grant) ?? 'NO REASON'}`);
    expect(unused.filter((grant) => reasonOf(name, grant) === undefined)).toEqual([]);
  });

  it('no justification is for a used or missing grant', () => {
    const unused = functions.flatMap((name) =>
      weighGrants(recorded, name).unused.map((grant) => `${name}: ${grant}`),
    );
    const idle = UNUSED_GRANTS.filter(({ grants }) => !unused.some((grant) => grants.test(grant)));
    expect(idle).toEqual([]);
  });

  it.each(functions)('a missing right of %s is found', async (name) => {
    const one = recorded.find(({ calls }) => (calls.get(name)?.length ?? 0) > 0);
    if (!one) throw new Error(`no journey runs ${name}`);
    const [call] = one.calls.get(name) ?? [];
    const planted = withPolicies(one.rights, name, () => []);
    expect(await deniedOf({ ...one, rights: planted }, name, call ? [call] : [])).toHaveLength(1);
  });

  it('a superfluous grant is found', () => {
    const [name = ''] = functions;
    const excess = {
      Action: 's3:DeleteBucket',
      Resource: 'arn:aws:s3:::email-piping-local-mailbucket0a1b2c3d',
    };
    const planted = recorded.map((one) => ({
      ...one,
      rights: withPolicies(one.rights, name, (policies) => [...policies, { Statement: [excess] }]),
    }));
    const before = weighGrants(recorded, name).unused;
    expect(weighGrants(planted, name).unused).toEqual(
      [...before, 's3:DeleteBucket mailbucket'].sort(),
    );
  });

  it('a superfluous partition of the table is found', () => {
    const [name = ''] = functions;
    const excess = {
      Action: 'dynamodb:GetItem',
      Resource: 'arn:aws:dynamodb:eu-west-1:000000000000:table/table',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['NOBODYS#*'] } },
    };
    const planted = recorded.map((one) => ({
      ...one,
      rights: withPolicies(one.rights, name, (policies) => [...policies, { Statement: [excess] }]),
    }));
    expect(weighGrants(planted, name).unused).toContain('partition NOBODYS#* table');
    expect(reasonOf(name, 'partition NOBODYS#* table')).toBeUndefined();
  });
});

const reasonOf = (name: string, grant: string): string | undefined =>
  UNUSED_GRANTS.find(({ grants }) => grants.test(`${name}: ${grant}`))?.reason;

type Policies = KeptRights['identity'][string];

function withPolicies(
  rights: KeptRights,
  name: string,
  change: (policies: Policies) => Policies,
): KeptRights {
  const role = roleOf(rights, name);
  return {
    ...rights,
    identity: { ...rights.identity, [role]: change(rights.identity[role] ?? []) },
  };
}

describe('rights of AWS services', () => {
  const [one] = recorded;
  if (!one) throw new Error('nothing was recorded');
  const calls = serviceCalls(one.rights).map((call) => [describeCall(call), call] as const);

  it.each(calls)('allow %s', async (_, call) => {
    tell(`proven: ${describeCall(call)}`);
    expect(await isAllowedToService(one.rights, call.service, call)).toBe(true);
  });

  it.each(calls)('deny another account: %s', async (_, call) => {
    const foreign = JSON.parse(
      JSON.stringify(call.context).replaceAll('000000000000', '111111111111'),
    );
    expect(await isAllowedToService(one.rights, call.service, { ...call, context: foreign })).toBe(
      false,
    );
  });

  it.each(calls)('a missing policy is found: %s', async (_, call) => {
    const planted = { ...one.rights, resource: {} };
    expect(await isAllowedToService(planted, call.service, call)).toBe(false);
  });
});

function describeCall({ service, action, resource, context }: ServiceCall): string {
  const from = context['aws:SourceArn'];
  return `${service} ${action} ${resource}${from ? ` from ${from}` : ''}`;
}
