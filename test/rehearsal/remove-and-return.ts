import { lostOf, type Snapshot } from './account/snapshot.ts';
import { readInline } from './read-page.ts';
import type { Rehearsal } from './rehearsal.ts';

const STAYS = ['settings', 'secrets', 'identities', 'tables', 'buckets'] as const;

/** With `--force`, as nobody answers "y". */
export const destroy = (): string =>
  `${readInline('docs/deploy.md', 'Remove', 'npx cdk destroy')} --force`;

/** The section "Remove": what stays, what is removed, and the same stage again. */
export async function removeAndReturn(rehearsal: Rehearsal): Promise<void> {
  const { workspace, hold } = rehearsal;
  const before = await rehearsal.snapshot();
  await rehearsal.refused(destroy(), /[Tt]ermination ?[Pp]rotection/);
  hold(
    'a protected stack stays whole',
    lostOf(before, await rehearsal.snapshot(), [...STAYS, 'queues', 'ruleSets']),
  );
  workspace.configure({ terminationProtection: false });
  await rehearsal.type('npm run deploy');
  await rehearsal.type('aws ses set-active-receipt-rule-set');
  await rehearsal.type(destroy());
  const after = await rehearsal.snapshot();
  hold('what the page says stays when the stack is removed', lostOf(before, after, [...STAYS]));
  hold('what the page says goes', gone(after));
  await rehearsal.refused('npm run deploy', /existingIdentity[\s\S]*existingSecrets/);
  workspace.configure({
    existingIdentity: true,
    existingSecrets: true,
    ...(await existing(rehearsal, after)),
  });
  const told = await rehearsal.refused(
    'npm run deploy',
    /still tells .*, which is not of this stack/,
  );
  await rehearsal.type(/aws s3api put-bucket-notification-configuration .*/.exec(told)?.[0] ?? '');
  await rehearsal.type('npm run deploy');
  hold(
    'the stage goes on with its keys, table and bucket',
    lostOf(before, await rehearsal.snapshot(), [...STAYS]),
  );
  await rehearsal.type(
    'aws ses set-active-receipt-rule-set --rule-set-name "$(output RuleSetName)"',
  );
  await rehearsal.type('npm run doctor -- $STAGE');
}

const gone = ({ queues, ruleSets }: Snapshot): string[] =>
  [...Object.keys(queues), ...Object.keys(ruleSets)].map((name) => `${name} is still there`);

/** Uses the kept table with its stream, and the kept bucket of mails, as the page says. */
async function existing(rehearsal: Rehearsal, { tables, buckets }: Snapshot) {
  const [table = ''] = Object.keys(tables);
  const bucket = Object.keys(buckets).find((name) => /mailbucket/i.test(name));
  const arnOf = async (name: 'TableArn' | 'LatestStreamArn') =>
    (
      await rehearsal.type(
        `aws dynamodb describe-table --table-name ${table} --query Table.${name} --output text`,
      )
    ).trim();
  return {
    existingTable: { arn: await arnOf('TableArn'), streamArn: await arnOf('LatestStreamArn') },
    existingBucketName: bucket,
  };
}
