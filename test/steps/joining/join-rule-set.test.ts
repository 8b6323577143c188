import { SESClient } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReceiptRuleSets } from '../../../functions/adapters/aws/email/receipt-rule-sets.ts';
import type { ReceiptRuleSets, WantedRule } from '../../../functions/steps/joining/ports.ts';
import {
  type JoinedRuleEvent,
  serveJoinedRule,
} from '../../../functions/steps/joining/serve-joined-rule.ts';
import { openRuleSets, type PlayedRuleSets } from '../../../local/engines/receipt-rule-sets.ts';
import { ServiceError } from '../../../local/engines/service-error.ts';
import { type ServicesServer, startServices } from '../../../local/engines/services-server.ts';

let played: PlayedRuleSets;
let server: ServicesServer;
let ses: ReceiptRuleSets;

beforeEach(async () => {
  played = openRuleSets();
  lost = '';
  const query = {
    namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
    actions: Object.fromEntries(Object.entries(played.service).map(loseAnswer)),
  };
  server = await startServices({ json: {}, query, rest: [] });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  ses = createReceiptRuleSets(
    new SESClient({ region: 'eu-west-1', endpoint: server.endpoint, credentials }),
  );
});
afterEach(() => server.stop());

/** The action whose next answer is lost. */
let lost = '';
type Action = PlayedRuleSets['service'][string];
const loseAnswer = ([name, play]: [string, Action]): [string, Action] => [
  name,
  (form) => {
    const answer = play(form);
    if (lost !== name) return answer;
    lost = '';
    throw new ServiceError('ServiceUnavailable', 'The answer is lost', 503);
  },
];

type Properties = JoinedRuleEvent['ResourceProperties'];
const propertiesOf = (stage: string, given: Partial<Properties> = {}): Properties => ({
  ruleName: `email-piping-${stage}`,
  ownRuleSetName: 'email-piping',
  recipients: [`${stage}@example.com`],
  bucketName: `bucket-${stage}`,
  topicArn: 'arn:aws:sns:eu-west-1:000000000000:topic',
  stop: 'false',
  ...given,
});
const ask = (
  RequestType: JoinedRuleEvent['RequestType'],
  ResourceProperties: Properties,
  PhysicalResourceId?: string,
  more: Partial<JoinedRuleEvent> = {},
) =>
  serveJoinedRule(
    { RequestType, ResourceProperties, ...(PhysicalResourceId && { PhysicalResourceId }), ...more },
    ses,
  );
const creationOf = (stage: string): JoinedRuleEvent => ({
  RequestType: 'Create',
  ResourceProperties: propertiesOf(stage),
});
const deletionOf = (PhysicalResourceId: string): JoinedRuleEvent => ({
  RequestType: 'Delete',
  PhysicalResourceId,
  ResourceProperties: propertiesOf('test'),
});
const theirs = (name: string): WantedRule => ({
  name,
  recipients: ['example.com'],
  bucketName: 'their-bucket',
  topicArn: 'arn:aws:sns:eu-west-1:000000000000:theirs',
  stops: false,
});

/** An account that receives other mail. */
async function receiveOtherMail(...rules: string[]): Promise<void> {
  await ses.create('company');
  for (const name of rules.reverse()) await ses.createRule('company', theirs(name), undefined);
  await ses.activate('company');
}

describe('join-rule-set', () => {
  it('creates and activates a rule set of its own only if none is active', async () => {
    const { physicalId, data } = await ask('Create', propertiesOf('test'));
    expect([physicalId, data]).toEqual([
      'email-piping/email-piping-test',
      { RuleSetName: 'email-piping' },
    ]);
    expect(played.active()).toBe('email-piping');
  });

  it('puts its rule first in the active rule set, and leaves the others as they are', async () => {
    await receiveOtherMail('sales', 'catch-all');
    await ask('Create', propertiesOf('test'));
    expect(played.active()).toBe('company');
    expect(played.ruleNames()).toEqual({ company: ['email-piping-test', 'sales', 'catch-all'] });
  });

  it.each<[Partial<Properties>, string[]]>([
    [{ after: 'sales' }, ['sales', 'email-piping-test', 'catch-all']],
    [{ before: 'catch-all' }, ['sales', 'email-piping-test', 'catch-all']],
    [{ before: 'sales' }, ['email-piping-test', 'sales', 'catch-all']],
  ])('puts its rule where %j says, also in an update', async (place, order) => {
    await receiveOtherMail('sales', 'catch-all');
    await ask('Create', propertiesOf('test'));
    await ask('Update', propertiesOf('test', place), 'company/email-piping-test');
    expect(played.ruleNames().company).toEqual(order);
  });

  it('names the existing rules if the named one is missing, and changes nothing', async () => {
    await receiveOtherMail('sales');
    await expect(ask('Create', propertiesOf('test', { after: 'nobody' }))).rejects.toThrow(
      'has no rule "nobody"; it has sales',
    );
    expect(played.ruleNames()).toEqual({ company: ['sales'] });
  });

  it('writes the rule as CloudFormation would, with a stop action if asked for', async () => {
    await ask('Create', propertiesOf('test', { stop: 'true' }));
    expect(await ses.read('email-piping')).toEqual([
      {
        name: 'email-piping-test',
        isEnabled: true,
        recipients: ['test@example.com'],
        bucketName: 'bucket-test',
        stops: true,
        otherActions: [],
      },
    ]);
  });

  it('gives the same result when it is called twice', async () => {
    await receiveOtherMail('sales');
    await ask('Create', propertiesOf('test'));
    await ask('Create', propertiesOf('test'));
    expect(played.ruleNames().company).toEqual(['email-piping-test', 'sales']);
  });

  it('moves its rule into another rule set that was activated since', async () => {
    const { physicalId: old } = await ask('Create', propertiesOf('test'));
    await receiveOtherMail('sales');
    const { physicalId } = await ask('Update', propertiesOf('test'), old);
    expect(physicalId).toBe('company/email-piping-test');
    await ask('Delete', propertiesOf('test'), old);
    expect([played.active(), played.ruleNames()]).toEqual([
      'company',
      { company: ['email-piping-test', 'sales'] },
    ]);
  });

  it('undoes what a rolled back creation did, and nothing else', async () => {
    await receiveOtherMail('sales');
    const { physicalId } = await ask('Create', propertiesOf('test'));
    await ask('Delete', propertiesOf('test'), physicalId);
    expect([played.active(), played.ruleNames()]).toEqual(['company', { company: ['sales'] }]);
    await ask('Delete', propertiesOf('test'), 'not-joined');
    expect(played.active()).toBe('company');
  });

  it('deactivates and deletes its own rule set if nobody else has joined it', async () => {
    const { physicalId } = await ask('Create', propertiesOf('test'));
    await ask('Delete', propertiesOf('test'), physicalId);
    expect([played.active(), played.ruleNames()]).toEqual([undefined, {}]);
  });

  it('leaves its rule set active if another stage has joined it', async () => {
    const { physicalId } = await ask('Create', propertiesOf('test'));
    await ask('Create', propertiesOf('production'));
    await ask('Delete', propertiesOf('test'), physicalId);
    expect([played.active(), played.ruleNames()]).toEqual([
      'email-piping',
      { 'email-piping': ['email-piping-production'] },
    ]);
  });

  it.each<[string, JoinedRuleEvent['RequestType']]>([
    ['joining', 'Create'],
    ['updating', 'Update'],
  ])(
    'refuses a rule of its name that writes to a bucket of others, when %s',
    async (_what, kind) => {
      await receiveOtherMail('sales', 'email-piping-test');
      await expect(ask(kind, propertiesOf('test'))).rejects.toThrow(
        'the receipt rule "email-piping-test" of the rule set "company" writes to the bucket "their-bucket", this stack writes to "bucket-test": the rule is not ours and stays as it is (if nobody needs it: aws ses delete-receipt-rule --rule-set-name company --rule-name email-piping-test; otherwise give this deployment another stage)',
      );
      expect(await ses.read('company')).toMatchObject([
        { name: 'sales' },
        { name: 'email-piping-test', bucketName: 'their-bucket', recipients: ['example.com'] },
      ]);
    },
  );

  it('refuses a rule of its name without a bucket, which is not ours either', async () => {
    played.activate('company', [
      {
        Name: 'email-piping-test',
        Enabled: 'true',
        Recipients: [],
        Actions: [{ BounceAction: { Sender: 'a@example.com' } }],
      },
    ]);
    await expect(ask('Create', propertiesOf('test'))).rejects.toThrow('writes to no bucket');
    expect(await ses.read('company')).toMatchObject([{ otherActions: ['bounce'] }]);
  });

  it('goes on with its own rule when an update gives the stack another bucket', async () => {
    const { physicalId } = await ask('Create', propertiesOf('test'));
    await ask('Update', propertiesOf('test', { bucketName: 'kept' }), physicalId, {
      OldResourceProperties: propertiesOf('test'),
    });
    expect(await ses.read('email-piping')).toMatchObject([{ bucketName: 'kept' }]);
  });

  it('does not delete a rule of its name that writes to another bucket', async () => {
    await receiveOtherMail('sales', 'email-piping-test');
    await ask('Delete', propertiesOf('test'), 'company/email-piping-test');
    expect(played.ruleNames().company).toEqual(['sales', 'email-piping-test']);
  });

  it.each<[string, Partial<Properties>]>([
    ['in the active rule set', {}],
    ['in a named rule set', { ruleSetName: 'company' }],
  ])('takes back what a creation without an answer did %s', async (_where, given) => {
    await receiveOtherMail('sales');
    await ask('Create', propertiesOf('test', given));
    await ask('Delete', propertiesOf('test', given), 'email-piping-test-Rule-1ABCDEFGHIJK');
    expect([played.active(), played.ruleNames()]).toEqual(['company', { company: ['sales'] }]);
  });

  it('takes back a rule set of its own that a failed creation left inactive', async () => {
    await ses.create('email-piping');
    await ask('Delete', propertiesOf('test'), 'not-joined');
    expect(played.ruleNames()).toEqual({});
  });

  it.each(['CreateReceiptRuleSet', 'CreateReceiptRule', 'SetActiveReceiptRuleSet'])(
    'creates its rule although the answer to %s is lost',
    async (action) => {
      lost = action;
      await ask('Create', propertiesOf('test'));
      expect([lost, played.active(), played.ruleNames()]).toEqual([
        '',
        'email-piping',
        { 'email-piping': ['email-piping-test'] },
      ]);
    },
  );

  it.each(['UpdateReceiptRule', 'SetReceiptRulePosition'])(
    'moves its rule although the answer to %s is lost',
    async (action) => {
      await receiveOtherMail('sales', 'catch-all');
      await ask('Create', propertiesOf('test'));
      lost = action;
      await ask('Update', propertiesOf('test', { after: 'sales' }), 'company/email-piping-test');
      expect([lost, played.ruleNames().company]).toEqual([
        '',
        ['sales', 'email-piping-test', 'catch-all'],
      ]);
    },
  );

  it.each(['DeleteReceiptRule', 'SetActiveReceiptRuleSet', 'DeleteReceiptRuleSet'])(
    'removes its rule and rule set although the answer to %s is lost',
    async (action) => {
      const { physicalId } = await ask('Create', propertiesOf('test'));
      lost = action;
      await ask('Delete', propertiesOf('test'), physicalId);
      expect([lost, played.active(), played.ruleNames()]).toEqual(['', undefined, {}]);
    },
  );

  it('refuses a rule of its name that somebody makes while it looks', async () => {
    await receiveOtherMail('sales');
    const meanwhile: ReceiptRuleSets = {
      ...ses,
      createRule: async (ruleSet, rule, after) => {
        await ses.createRule(ruleSet, theirs(rule.name), undefined);
        return ses.createRule(ruleSet, rule, after);
      },
    };
    await expect(serveJoinedRule(creationOf('test'), meanwhile)).rejects.toThrow(
      'the rule is not ours',
    );
    expect((await ses.read('company'))?.[0]).toMatchObject({ bucketName: 'their-bucket' });
  });

  it('leaves a rule set active that somebody activates while it looks', async () => {
    const { physicalId } = await ask('Create', propertiesOf('test'));
    await ses.create('company');
    const meanwhile: ReceiptRuleSets = {
      ...ses,
      read: async (ruleSet) => {
        const rules = await ses.read(ruleSet);
        if (rules?.length === 0) await ses.activate('company');
        return rules;
      },
    };
    await serveJoinedRule(deletionOf(physicalId), meanwhile);
    expect([played.active(), played.ruleNames()]).toEqual(['company', { company: [] }]);
  });

  it.each(['findActive', 'deactivate', 'read'] as const)(
    'keeps its own rule set for a stage that joins it just before `%s`',
    async (call) => {
      const { physicalId } = await ask('Create', propertiesOf('test'));
      const meanwhile: ReceiptRuleSets = {
        ...ses,
        [call]: async (ruleSet: string) => {
          const isLast = (await ses.read('email-piping'))?.length === 0;
          if (isLast) await ses.createRule('email-piping', theirs('joined'), undefined);
          return ses[call](ruleSet);
        },
      };
      await serveJoinedRule(deletionOf(physicalId), meanwhile);
      expect([played.active(), played.ruleNames()]).toEqual([
        'email-piping',
        { 'email-piping': ['joined'] },
      ]);
    },
  );

  it('joins again if the rule set that it found is removed while it joins', async () => {
    const { physicalId } = await ask('Create', propertiesOf('production'));
    const meanwhile: ReceiptRuleSets = {
      ...ses,
      createRule: async (ruleSet, rule, after) => {
        const made = await ses.createRule(ruleSet, rule, after);
        if (ruleSet === 'email-piping-production') await ses.deactivate();
        return made;
      },
    };
    const { physicalId: joined } = await serveJoinedRule(creationOf('test'), meanwhile);
    await ask('Delete', propertiesOf('production'), physicalId);
    expect([joined, played.active(), played.ruleNames()]).toEqual([
      'email-piping/email-piping-test',
      'email-piping',
      { 'email-piping': ['email-piping-test'] },
    ]);
  });

  it('joins the rule set that somebody activates while it makes one of its own', async () => {
    await ses.create('company');
    const meanwhile: ReceiptRuleSets = {
      ...ses,
      createRule: async (ruleSet, rule, after) => {
        await ses.activate('company');
        return ses.createRule(ruleSet, rule, after);
      },
    };
    await serveJoinedRule(creationOf('test'), meanwhile);
    expect([played.active(), played.ruleNames()]).toEqual([
      'company',
      { company: ['email-piping-test'] },
    ]);
  });

  it('takes its rule out of its own rule set, where a try was killed after another set was activated (S11)', async () => {
    const killed = { ...ses, findActive: async () => undefined, activate: () => Promise.reject() };
    await serveJoinedRule(creationOf('test'), killed).catch(() => undefined);
    expect(played.ruleNames()).toEqual({ 'email-piping': ['email-piping-test'] });
    await receiveOtherMail('sales');
    await ask('Create', propertiesOf('test'));
    expect(played.ruleNames()).toEqual({ company: ['email-piping-test', 'sales'] });
  });

  it('stands in the active rule set although two stages are the first at once', async () => {
    const slow: ReceiptRuleSets = {
      ...ses,
      // another stage is made between the look at what is active and the activation
      activate: async (ruleSet) => {
        await ask('Create', propertiesOf('production'));
        await ses.activate(ruleSet);
      },
    };
    await serveJoinedRule(creationOf('test'), slow);
    expect((await ses.findActive())?.rules.map(({ name }) => name).sort()).toEqual([
      'email-piping-production',
      'email-piping-test',
    ]);
  });

  it('keeps its rule in place while SES does not yet show the rule set that it activated', async () => {
    const removed: string[] = [];
    let late = 2;
    const lateShown: ReceiptRuleSets = {
      ...ses,
      findActive: async () => {
        const active = await ses.findActive();
        return active && late-- > 0 ? undefined : active;
      },
      deleteRule: async (ruleSet, name) => {
        removed.push(name);
        await ses.deleteRule(ruleSet, name);
      },
    };
    await serveJoinedRule(creationOf('test'), lateShown);
    expect([removed, played.active(), played.ruleNames()]).toEqual([
      [],
      'email-piping',
      { 'email-piping': ['email-piping-test'] },
    ]);
  });

  it('gives up with the reason when another rule set is activated each time', async () => {
    let n = 0;
    const meanwhile: ReceiptRuleSets = {
      ...ses,
      createRule: async (...given) => {
        n += 1;
        await ses.create(`company-${n}`);
        await ses.activate(`company-${n}`);
        return ses.createRule(...given);
      },
    };
    await expect(serveJoinedRule(creationOf('test'), meanwhile)).rejects.toThrow(
      'another receipt rule set was activated each time',
    );
  });

  it('never activates a rule set named in `ruleSetName`', async () => {
    await ses.create('company');
    await ask('Create', propertiesOf('test', { ruleSetName: 'company' }));
    expect(played.active()).toBeUndefined();
  });
});
