import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
} from 'node:fs/promises';
import { join } from 'node:path';
import { LocalError } from './local-error.ts';
import { describeError } from './reporter.ts';

/** Everything that is built for a run is kept below this folder of the checkout. */
const CACHE_FOLDER = 'node_modules/.cache/email-piping-local';
/** Of each thing that is built: those of a few states of the sources. */
const MAX_KEPT = 4;

/** Something that is built from a checkout's sources. */
export interface Built {
  projectDir: string;
  /** Folder of its states in the cache. */
  kind: string;
  /** Files and folders that it is made from. */
  sources: readonly string[];
  /** What else it depends on. */
  given: string;
}

/** Refuses a checkout that cannot be written to, or whose cache somebody else made, in words instead of a stack trace. */
export async function refuseReadOnly(projectDir: string): Promise<void> {
  const folder = join(projectDir, CACHE_FOLDER);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new LocalError(
      `${folder} cannot be written to (${describeError(error)}). npm start keeps there what it builds: start it in a checkout of your own, or take the folder over with chown.`,
    );
  }
}

/** The folder that `build` fills, kept under a hash of its sources. It is built once for each state of them. */
export async function buildOnce(
  built: Built,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const cache = join(built.projectDir, CACHE_FOLDER, built.kind);
  const key = await hashOf(built);
  const kept = join(cache, key);
  if (existsSync(kept)) {
    await utimes(kept, new Date(), new Date());
    return kept;
  }
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'making-'));
  try {
    await build(fresh);
    await rename(fresh, kept);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // another start may have built the same meanwhile
    if (!existsSync(kept)) throw error;
  }
  await removeOldest(cache, key);
  return kept;
}

async function hashOf({ projectDir, sources, given }: Built): Promise<string> {
  const hash = createHash('sha256').update(given);
  for (const source of sources) {
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

/** Removes all but `current` and the newest others: a pipeline that was started before a change still uses what was built then. */
async function removeOldest(cache: string, current: string): Promise<void> {
  const names = (await readdir(cache)).filter((name) => name !== current);
  const aged = await Promise.all(
    names.map(async (name) => ({ name, time: await timeOf(join(cache, name)) })),
  );
  aged.sort((left, right) => right.time - left.time);
  for (const { name } of aged.slice(MAX_KEPT - 1)) {
    await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** What another start has renamed meanwhile is newer than all. */
const timeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
