import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalError } from './local-error.ts';
import { describeError } from './reporter.ts';

/** Everything that is built for a run is kept below this folder of the checkout. */
const CACHE_FOLDER = 'node_modules/.cache/email-piping-local';

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
