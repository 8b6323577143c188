import { openSharedAccount } from './account/foreign-mail.ts';
import { lostOf } from './account/snapshot.ts';
import type { Rehearsal } from './rehearsal.ts';
import { destroy } from './remove-and-return.ts';

const FOREIGN = ['secrets', 'identities', 'active'] as const;

/** Another stage, in an account whose other mail must not change. */
export async function sharedAccount(rehearsal: Rehearsal): Promise<void> {
  const { workspace, hold, account } = rehearsal;
  await rehearsal.type('export STAGE=test STACK=email-piping-test');
  const foreign = await openSharedAccount(account);
  const before = await rehearsal.snapshot();
  workspace.configure({
    stage: 'test',
    domain: 'company.example',
    pipingAddress: 'chat@company.example',
    terminationProtection: false,
    existingIdentity: false,
    existingSecrets: false,
    existingTable: undefined,
    existingBucketName: undefined,
    activateRuleSet: true,
  });
  await rehearsal.refused('npm run deploy', /SES already has an identity for company\.example/);
  hold('what is refused leaves nothing behind', foreign.changes());
  workspace.configure({ existingIdentity: true });
  workspace.pointMail('company.example', 'inbound-smtp.eu-west-1.amazonaws.com');
  await rehearsal.type('npm run deploy');
  hold('mail of others is received as before', [
    ...foreign.changes(['email-piping-test']),
    ...lostOf(before, await rehearsal.snapshot(), [...FOREIGN]),
  ]);
  await rehearsal.type('npm run doctor -- test');
  workspace.configure({ receiptRule: { after: 'archive', stop: true } });
  await rehearsal.type('npm run deploy');
  hold('our rule moves, theirs do not', foreign.changes(['email-piping-test']));
}

/** Runs at the end, after the planted faults. */
export async function leaveSharedAccount(rehearsal: Rehearsal): Promise<void> {
  const foreign = await openSharedAccount(rehearsal.account);
  await rehearsal.type(destroy());
  rehearsal.hold('whoever leaves takes nothing of others along', foreign.changes());
}
