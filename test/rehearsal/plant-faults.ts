import type { PlayedAccount } from './account/open-account.ts';
import { leftOf, lostOf, type SnapshotKind } from './account/snapshot.ts';
import { applyTemplate, deleteResources } from './cloudformation/apply-template.ts';
import {
  newStack,
  type PlayedStack,
  type StackTemplate,
  templateOf,
} from './cloudformation/played-stack.ts';
import type { Rehearsal } from './rehearsal.ts';
import { tell } from './tell.ts';

interface Fault {
  what: string;
  /** Plants the fault, and returns what the rehearsal's checks find. */
  find(rehearsal: Rehearsal): Promise<string[]>;
}

/** Plants a fault in a stage of its own, so that none hides another. */
async function plant(
  { account }: Rehearsal,
  stage: string,
  change: (template: StackTemplate) => void = () => undefined,
): Promise<PlayedStack> {
  const known = account.stacks.get('email-piping-test');
  if (!known) throw new Error('the stage "test" is not deployed');
  const stack = newStack(`email-piping-${stage}`);
  const text = known.body
    .replaceAll('email-piping-test', stack.name)
    .replaceAll('email-piping/test', `email-piping/${stage}`);
  const template = JSON.parse(text) as StackTemplate;
  change(template);
  await applyTemplate(stack, JSON.stringify(template), account.kinds);
  return stack;
}

async function update(
  { kinds }: PlayedAccount,
  stack: PlayedStack,
  change: (template: StackTemplate) => void,
): Promise<void> {
  const template = templateOf(stack);
  change(template);
  await applyTemplate(stack, JSON.stringify(template), kinds);
}

/** Gives every resource of a type another policy. */
const policy = (type: string, DeletionPolicy: string) => (template: StackTemplate) => {
  for (const resource of Object.values(template.Resources))
    if (resource.Type === type) resource.DeletionPolicy = DeletionPolicy;
};

const addIdentity = (domain: string, DeletionPolicy: string) => (template: StackTemplate) => {
  template.Resources.PlantedIdentity = {
    Type: 'AWS::SES::EmailIdentity',
    Properties: { EmailIdentity: domain },
    DeletionPolicy,
  };
};

/** Removes the table's deletion protection, as `npm run deploy` does the first time. */
function unprotect(template: StackTemplate): void {
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === 'AWS::DynamoDB::Table' && Properties) Properties.DeletionProtectionEnabled = false;
  }
}

/** A failed first deployment of the present stack leaves nothing behind. */
async function rollBack(rehearsal: Rehearsal): Promise<string[]> {
  const before = await rehearsal.snapshot();
  await plant(rehearsal, 'rolled', (template) => {
    unprotect(template);
    addIdentity('company.example', 'RetainExceptOnCreate')(template);
  });
  const kinds = ['tables', 'buckets', 'secrets', 'queues', 'identities'] as const;
  return leftOf(before, await rehearsal.snapshot(), [...kinds]);
}

async function lostByDestroy(
  rehearsal: Rehearsal,
  stage: string,
  change: (template: StackTemplate) => void,
  kinds: SnapshotKind[],
): Promise<string[]> {
  const stack = await plant(rehearsal, stage, change);
  const before = await rehearsal.snapshot();
  await deleteResources(stack, rehearsal.account.kinds);
  return lostOf(before, await rehearsal.snapshot(), kinds);
}

/** Faults that a stack had or might get in an account that is in use. */
const FAULTS: Fault[] = [
  {
    what: 'a deployment that resets a setting',
    find: async (rehearsal) => {
      const name = '/email-piping/resets/sender-name';
      const parameter = (Value: string, tag?: string) => (template: StackTemplate) => {
        template.Resources.SenderName = {
          Type: 'AWS::SSM::Parameter',
          Properties: { Name: name, Type: 'String', Value, ...(tag && { Tags: { team: tag } }) },
        };
      };
      const stack = await plant(rehearsal, 'resets', parameter('default'));
      await rehearsal.type(`aws ssm put-parameter --name ${name} --value Chosen --overwrite`);
      const before = await rehearsal.snapshot();
      await update(rehearsal.account, stack, parameter('default', 'support'));
      const found = lostOf(before, await rehearsal.snapshot(), ['settings']);
      await deleteResources(stack, rehearsal.account.kinds);
      return found;
    },
  },
  {
    what: 'an identity that goes with the stack',
    find: (rehearsal) =>
      lostByDestroy(rehearsal, 'identity', addIdentity('planted.example', 'Delete'), [
        'identities',
      ]),
  },
  {
    what: 'keys that go with the stack',
    find: (rehearsal) =>
      lostByDestroy(rehearsal, 'keys', policy('AWS::SecretsManager::Secret', 'Delete'), [
        'secrets',
      ]),
  },
  {
    what: 'a table that goes with the stack',
    find: (rehearsal) =>
      lostByDestroy(
        rehearsal,
        'table',
        (template) => {
          policy('AWS::DynamoDB::Table', 'Delete')(template);
          unprotect(template);
        },
        ['tables'],
      ),
  },
  {
    what: 'a bucket that stays and lets nobody in any more',
    find: (rehearsal) =>
      lostByDestroy(
        rehearsal,
        'bucket',
        (template) => {
          policy('AWS::S3::BucketPolicy', 'Delete')(template);
          unprotect(template);
        },
        ['buckets'],
      ),
  },
  {
    what: 'a first deployment that rolls back and leaves something behind',
    find: async (rehearsal) => {
      const before = await rehearsal.snapshot();
      await plant(rehearsal, 'behind', (template) => {
        for (const type of ['AWS::DynamoDB::Table', 'AWS::S3::Bucket'])
          policy(type, 'Retain')(template);
        addIdentity('company.example', 'Delete')(template);
      });
      return leftOf(before, await rehearsal.snapshot(), ['tables', 'buckets']);
    },
  },
  {
    what: 'a protected table that a first deployment cannot take back',
    find: async (rehearsal) => {
      const planted = addIdentity('company.example', 'RetainExceptOnCreate');
      const { status, reason } = await plant(rehearsal, 'stuck', planted);
      return status === 'ROLLBACK_FAILED' ? [reason] : [];
    },
  },
  {
    what: 'a rule set of ours that is activated over that of others',
    find: async ({ account: { ruleSets }, snapshot }) => {
      const before = await snapshot();
      const call = (action: string, fields: Record<string, string>) =>
        ruleSets.service[action]?.(new URLSearchParams(fields));
      call('CreateReceiptRuleSet', { RuleSetName: 'planted' });
      call('SetActiveReceiptRuleSet', { RuleSetName: 'planted' });
      const found = lostOf(before, await snapshot(), ['active']);
      call('SetActiveReceiptRuleSet', { RuleSetName: before.active['receipt rule set'] ?? '' });
      return found;
    },
  },
  {
    what: 'a doctor who takes a rule of others for ours',
    find: async (rehearsal) => {
      const { ruleSets } = rehearsal.account;
      const call = (action: string, fields: Record<string, string>) =>
        ruleSets.service[action]?.(new URLSearchParams({ RuleSetName: 'company-mail', ...fields }));
      call('CreateReceiptRule', {
        'Rule.Name': 'planted',
        'Rule.Enabled': 'true',
        'Rule.Recipients.member.1': 'chat@company.example',
        'Rule.Actions.member.1.S3Action.BucketName': 'company-archive',
        'Rule.Actions.member.2.StopAction.Scope': 'RuleSet',
      });
      const told = await rehearsal.look('npm run doctor -- test');
      call('DeleteReceiptRule', { RuleName: 'planted' });
      return /stands above ours and stops/.test(told) ? ['the doctor says so'] : [];
    },
  },
];

/** Plants every fault once, to prove that the rehearsal finds it. */
export async function plantFaults(rehearsal: Rehearsal): Promise<void> {
  tell('\n── Planted faults');
  rehearsal.hold('a first deployment that fails leaves nothing behind', await rollBack(rehearsal));
  for (const { what, find } of FAULTS) {
    const found = await find(rehearsal);
    tell(`    ${found.join('; ') || 'nothing was found'}`);
    rehearsal.hold(`found: ${what}`, found.length > 0 ? [] : ['it was not found']);
  }
}
