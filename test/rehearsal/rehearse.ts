/**
 * `npm run rehearse`: deploys, changes and removes the stack as docs/deploy.md says, with the commands of that page, the real CDK CLI and the real AWS
 * CLI, in an account that moto plays (docs/testing.md, "The rehearsal"). Exits with 1 if something is not as the page says.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMoto } from './account/moto.ts';
import { openAccount } from './account/open-account.ts';
import { REGION } from './cloudformation/played-stack.ts';
import { firstDeployment } from './first-deployment.ts';
import { plantFaults } from './plant-faults.ts';
import { openRehearsal } from './rehearsal.ts';
import { removeAndReturn } from './remove-and-return.ts';
import { leaveSharedAccount, sharedAccount } from './shared-account.ts';
import { openShell } from './shell.ts';
import { tell } from './tell.ts';
import { makeWorkspace } from './workspace.ts';

const PROJECT = join(import.meta.dirname, '../..');
const MOTO = 'moto[server]==5.2.5';
const PORT = 5601;

const tools = spawnSync('.ci/python-tool', ['moto', MOTO], {
  cwd: PROJECT,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (tools.status !== 0) process.exit(tools.status ?? 1);

const parent = mkdtempSync(join(tmpdir(), 'email-piping-rehearsal-'));
const workspace = makeWorkspace(parent);
const programs = tools.stdout.trim();
const moto = await startMoto(join(programs, 'moto_server'), PORT);
const places = {
  assembly: join(workspace.folder, 'cdk.out'),
  inline: join(parent, 'inline'),
  python: join(programs, 'python3'),
};
const account = await openAccount(moto, places, () => environment());
const environment = (): Record<string, string> => ({
  ...workspace.environment,
  AWS_ENDPOINT_URL: account.endpoint,
  AWS_REGION: REGION,
});
const shell = openShell(workspace.folder, environment());

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const rehearsal = openRehearsal(join(PROJECT, 'docs/deploy.md'), account, workspace, shell);
try {
  await firstDeployment(rehearsal);
  await removeAndReturn(rehearsal);
  await sharedAccount(rehearsal);
  await plantFaults(rehearsal);
  await leaveSharedAccount(rehearsal);
} finally {
  shell.close();
  account.close();
  moto.stop();
  if (!process.env.KEEP_REHEARSAL) rmSync(parent, { recursive: true, force: true });
}

const list = (title: string, lines: Iterable<string>) => {
  tell(`\n${title}`);
  for (const line of [...new Set(lines)].sort()) tell(`  ${line}`);
};
list('Commands of the page that were not run:', rehearsal.notRun);
list('Calls that we play in the place of moto:', account.played);
list('Calls that neither moto nor we know:', account.unknown);
list('Resources that got a name and nothing else:', account.kinds.onlyNamed);
list(`${rehearsal.problems.length} problems`, rehearsal.problems);
process.exitCode = rehearsal.problems.length === 0 ? 0 : 1;
