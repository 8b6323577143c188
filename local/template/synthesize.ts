import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { removeOldest } from '../cache-folder.ts';
import { COMPILE_CACHE } from '../compile-cache.ts';
import { type LocalConfiguration, STAGE } from '../configuration.ts';
import { LocalError } from '../local-error.ts';
import { runNode } from '../run-node.ts';

const CACHE_FOLDER = 'node_modules/.cache/email-piping-local/assemblies';
const SOURCES = [
  'bin/email-piping.ts',
  'lib',
  'functions',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * Synthesizes the app into a folder and returns the folder. The assembly is cached under a hash of the
 * sources, the locked packages and the values. They stand in a file of their own: the checkout's
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
  const key = await hashSources(projectDir, JSON.stringify(context) + values);
  const cache = join(projectDir, CACHE_FOLDER);
  const kept = join(cache, key);
  if (existsSync(kept)) {
    await utimes(kept, new Date(), new Date());
    return kept;
  }
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'making-'));
  await runApp(projectDir, fresh, context, values).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  });
  await keepAssembly(fresh, kept);
  await removeOldest(cache, key);
  return kept;
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

async function hashSources(projectDir: string, given: string): Promise<string> {
  const hash = createHash('sha256').update(process.version).update(given);
  for (const source of SOURCES) {
    for (const file of await listFiles(join(projectDir, source))) {
      hash.update(`\0${file.slice(projectDir.length)}\0`).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 32);
}

async function listFiles(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
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

async function keepAssembly(fresh: string, kept: string): Promise<void> {
  try {
    await rename(fresh, kept);
  } catch (error) {
    // Another start has made the same assembly meanwhile.
    if (!existsSync(kept)) throw error;
    await rm(fresh, { recursive: true, force: true });
  }
}
