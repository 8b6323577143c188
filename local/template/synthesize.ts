import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { buildOnce } from '../cache-folder.ts';
import { COMPILE_CACHE } from '../compile-cache.ts';
import { type LocalConfiguration, STAGE } from '../configuration.ts';
import { LocalError } from '../local-error.ts';
import { runNode } from '../run-node.ts';

const SOURCES = [
  'bin/email-piping.ts',
  'lib',
  'functions',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * The folder of the synthesized app. It is built once for the same sources, locked packages and values of the
 * configuration. The values stand in a file of their own: the checkout's
 * `email-piping.config.json` is for a deployment, with a domain, a hosted zone and a table that are not here.
 *
 * @param more - further values of the configuration, for parts of the stack that do nothing on this machine
 */
export async function synthesize(
  projectDir: string,
  configuration: LocalConfiguration,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const context = await readContext(projectDir);
  const values = JSON.stringify({ ...valuesOf(configuration), ...more });
  const given = process.version + JSON.stringify(context) + values;
  return buildOnce({ projectDir, kind: 'assemblies', sources: SOURCES, given }, (folder) =>
    runApp(projectDir, folder, context, values),
  );
}

/** The most that lib/configuration.ts allows. */
const MAX_SENDING_RATE_PER_SECOND = 1000;

const valuesOf = (configuration: LocalConfiguration) => ({
  stage: STAGE,
  domain: configuration.domain,
  pipingAddress: configuration.address,
  otherAddresses: configuration.otherAddresses,
  receivesWholeDomain: configuration.receivesWholeDomain,
  // A chat backend under development may run on this machine, too.
  allowLoopbackCalls: true,
  // This machine's SES has no quota.
  sendingRatePerSecond: MAX_SENDING_RATE_PER_SECOND,
});

/** CDK's own settings, which change what it writes. */
async function readContext(projectDir: string): Promise<object> {
  const { context } = JSON.parse(await readFile(join(projectDir, 'cdk.json'), 'utf8'));
  return context;
}

/** Runs the app as `cdk` would: the output folder and the context are environment variables. */
async function runApp(
  projectDir: string,
  folder: string,
  context: object,
  values: string,
): Promise<void> {
  const configuration = join(folder, 'email-piping.config.json');
  await writeFile(configuration, values);
  const { code, output } = await runNode(['bin/email-piping.ts'], {
    cwd: projectDir,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, configuration }),
      // validation takes a quarter of the time; a deployment does it
      CDK_VALIDATION: 'false',
      // nothing reads source maps here
      BUNDLE_MAPS: 'false',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
    },
  });
  if (code !== 0)
    throw new LocalError(`The app does not synthesize (exit code ${code}):\n${output}`);
}
