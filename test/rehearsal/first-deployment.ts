import { leftOf, lostOf } from './account/snapshot.ts';
import { readInline } from './read-page.ts';
import type { Rehearsal } from './rehearsal.ts';

const PAGE = 'docs/deploy.md';
const STAGE = 'production';
const KEPT = [
  'settings',
  'secrets',
  'identities',
  'tables',
  'buckets',
  'ruleSets',
  'active',
] as const;

/** Follows the page from its beginning to the doctor, in an empty account; then updates. */
export async function firstDeployment(rehearsal: Rehearsal): Promise<void> {
  const { workspace, hold } = rehearsal;
  await rehearsal.follow('Deploy');
  await rehearsal.refused(bootstrap(), /There is no configuration/);
  await rehearsal.follow('1. Configuration');
  await rehearsal.refused('npm run doctor -- preflight', /CDK is not bootstrapped/);
  await rehearsal.follow('2. Bootstrap');
  const outputs = await rehearsal.follow('3. Deploy');
  hold(
    'every output that the page names is there',
    missing(outputs, ['ApiUrl', 'DkimRecord1', 'DkimRecord3', 'MxRecord', 'RuleSetName']),
  );
  const made = await rehearsal.snapshot();
  hold('the stack makes no setting', Object.keys(made.settings));
  hold(
    'the table is protected',
    Object.entries(made.tables)
      .filter(([, state]) => state !== 'protected')
      .map(([name]) => name),
  );
  await rehearsal.refused(`npm run doctor -- ${STAGE}`, /no receipt rule set is active/);
  await rehearsal.follow('4. Verify the domain');
  workspace.pointMail('example.com', 'inbound-smtp.eu-west-1.amazonaws.com');
  await rehearsal.follow('6. Activate the receipt rule set');
  await rehearsal.follow('7. Leave the SES sandbox');
  await rehearsal.follow('8. Settings');
  await rehearsal.follow('9. Secrets');
  hold(
    'the token of the chat API is read',
    missing(await rehearsal.type('printf %s "$TOKEN" | wc -c'), [/^[2-9]\d$/]),
  );
  const before = await rehearsal.snapshot();
  hold(
    'a setting that is set is a parameter',
    missing(Object.keys(before.settings).join('\n'), [
      `/email-piping/${STAGE}/sender-name`,
      `/email-piping/${STAGE}/mailboxes`,
    ]),
  );
  await rehearsal.follow('10. Ask the doctor');
  workspace.configure({ tags: { team: 'support' }, sendingRatePerSecond: 10 });
  workspace.changeDefaults({ 'sender-name': 'Another', 'mails-per-hour': '30' });
  await rehearsal.type(update());
  const after = await rehearsal.snapshot();
  hold(
    'an update with a tag, a changed value and changed defaults keeps everything',
    lostOf(before, after, [...KEPT]),
  );
  hold('an update makes no setting', leftOf(before, after, ['settings']));
  hold(
    'a setting that nobody has set follows the source',
    missing(await rehearsal.type(`npm run settings -- get ${STAGE} mails-per-hour`), [
      'mails-per-hour = 30',
    ]),
  );
  await rehearsal.type(`npm run doctor -- ${STAGE}`);
  await refuseSecondStage(rehearsal);
}

/** Two stages with one address would each receive every mail. */
async function refuseSecondStage({ workspace, refused }: Rehearsal): Promise<void> {
  workspace.configure({ stage: 'second', existingIdentity: true });
  await refused('npm run doctor -- preflight', /takes mail to support@example\.com, too/);
  workspace.configure({ stage: STAGE, existingIdentity: false });
}

/** The only command of the section. */
const bootstrap = () =>
  'npx cdk bootstrap aws://$(aws sts get-caller-identity --query Account --output text)/$AWS_REGION';

/** The update commands, without fetching a newer version. */
const update = (): string =>
  readInline(PAGE, 'Update, and remove', 'git pull').replace('git pull && npm ci && ', '');

function missing(text: string, wanted: readonly (string | RegExp)[]): string[] {
  return wanted
    .filter((one) => (typeof one === 'string' ? !text.includes(one) : !one.test(text)))
    .map((one) => `${one} is missing`);
}
