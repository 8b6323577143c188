import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IamCall } from '../../local/rights/iam-call.ts';
import {
  isAllowed,
  isAllowedToService,
  kindOf,
  type Recorded,
  readRecorded,
  roleOf,
} from './prove-rights.ts';
import { pollerCalls, serviceCalls } from './service-calls.ts';
import { UNUSED_GRANTS } from './unused-grants.ts';
import { grantsOf, isUsed, shortGrant } from './weigh-grants.ts';

const folder = process.env.PIPING_CALLS_FOLDER;
if (!folder)
  throw new Error(
    'This suite weighs what the journeys asked AWS for: run the journeys with PIPING_CALLS_FOLDER=<an empty folder>, then this suite with the same. `npm test` does.',
  );

const recorded = readdirSync(folder)
  .map((name) => readRecorded(path.join(folder, name)))
  .filter(({ calls }) => calls.size > 0);

const arnOf = (name: string) =>
  `arn:aws:lambda:eu-west-1:000000000000:function:email-piping-local-${name}`;

const functions = [...new Set(recorded.flatMap(({ rights }) => Object.keys(rights.roles)))];

/** What a function and the pollers that act for it asked for, in one pipeline. */
const callsOf = ({ rights, calls }: Recorded, name: string): IamCall[] => [
  ...(calls.get(name) ?? []),
  ...pollerCalls(rights, arnOf(name)),
];

async function deniedOf(one: Recorded, name: string, calls: IamCall[]): Promise<string[]> {
  const denied: string[] = [];
  for (const call of calls)
    if (!(await isAllowed(one.rights, name, call))) denied.push(kindOf(call));
  return denied;
}

describe('rights of the functions', () => {
  it('reads everything that the functions asked AWS for', () => {
    expect(recorded.length).toBeGreaterThan(0);
    expect(recorded.flatMap(({ unreadable }) => unreadable)).toEqual([]);
  });

  it.each(functions)('IAM allows %s everything that it asked for in the journeys', async (name) => {
    const denied = new Set<string>();
    let proven = 0;
    for (const one of recorded) {
      const calls = callsOf(one, name);
      proven += calls.length;
      for (const kind of await deniedOf(one, name, calls)) denied.add(kind);
    }
    process.stdout.write(`${name}: ${proven} kinds of calls proven\n`);
    expect([...denied]).toEqual([]);
  });

  it('grants nothing that no journey uses, but what is listed with its reason', () => {
    const unused = new Set<string>();
    for (const name of functions) {
      const calls = recorded.flatMap((one) => callsOf(one, name));
      for (const one of recorded)
        for (const grant of grantsOf(one.rights, name))
          if (!grant.action.startsWith('logs:') && !isUsed(grant, calls))
            unused.add(`${name}: ${shortGrant(grant)}`);
    }
    expect([...unused].sort()).toEqual(Object.keys(UNUSED_GRANTS).sort());
  });

  it.each(functions)('a right that %s uses and does not have is found', async (name) => {
    const one = recorded.find(({ calls }) => (calls.get(name)?.length ?? 0) > 0);
    if (!one) throw new Error(`no journey runs ${name}`);
    const [call] = one.calls.get(name) ?? [];
    const role = roleOf(one.rights, name);
    const planted = { ...one.rights, identity: { ...one.rights.identity, [role]: [] } };
    expect(await deniedOf({ ...one, rights: planted }, name, call ? [call] : [])).toHaveLength(1);
  });

  it('a grant that nobody needs is found', () => {
    const grant = {
      action: 's3:DeleteBucket',
      resource: 'arn:aws:s3:::email-piping-local-mailbucket',
    };
    expect(
      isUsed(
        grant,
        recorded.flatMap((one) => functions.flatMap((name) => callsOf(one, name))),
      ),
    ).toBe(false);
  });
});

describe('rights of AWS services', () => {
  const [one] = recorded;
  if (!one) throw new Error('nothing was recorded');
  const calls = serviceCalls(one.rights);

  it.each(calls.map((call) => [`${call.service} ${call.action} ${call.resource}`, call] as const))(
    'allow %s',
    async (_, call) => {
      expect(await isAllowedToService(one.rights, call.service, call)).toBe(true);
    },
  );

  it.each(calls.map((call) => [`${call.service} ${call.action} ${call.resource}`, call] as const))(
    'deny it to another account: %s',
    async (_, call) => {
      const foreign = JSON.parse(
        JSON.stringify(call.context).replaceAll('000000000000', '111111111111'),
      );
      expect(
        await isAllowedToService(one.rights, call.service, { ...call, context: foreign }),
      ).toBe(false);
    },
  );
});
