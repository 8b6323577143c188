import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalError } from '../local-error.ts';
import { describeError } from '../reporter.ts';

/** Where the engines keep their files. */
export interface Workspace {
  objectFolder: string;
  /** undefined: nothing is kept between runs. */
  queueFolder: string | undefined;
  tableFile: string | undefined;
  stateFile: string | undefined;
  /** Removes what is not kept. */
  close(): void;
}

/** The data directory, or a temporary folder that goes with the run. */
export function openWorkspace(dataDir: string | undefined): Workspace {
  if (dataDir === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'email-piping-'));
    return {
      objectFolder: folder,
      queueFolder: undefined,
      tableFile: undefined,
      stateFile: undefined,
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new LocalError(
      `PIPING_DATA_DIR is "${dataDir}": give a folder that can be made and written to (${describeError(error)}).`,
    );
  }
  return {
    objectFolder: join(dataDir, 'objects'),
    queueFolder: dataDir,
    tableFile: join(dataDir, 'dynamodb.db'),
    stateFile: join(dataDir, 'state.db'),
    close: () => undefined,
  };
}
