import { access, constants, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalError } from './local-error.ts';
import { describeError } from './reporter.ts';

/** Everything that is built for a run is kept below this folder of the checkout. */
const CACHE_FOLDER = 'node_modules/.cache/email-piping-local';
/** Of each thing that is built: those of a few states of the sources. */
const MAX_KEPT = 4;

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

/** Removes all but `current` and the newest others: a pipeline that was started before a change still uses what was built then. */
export async function removeOldest(cache: string, current: string): Promise<void> {
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
