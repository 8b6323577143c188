import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

/** The data directory, or a temporary folder that is removed after the run. */
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
    makeFolder(resolve(dataDir));
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

/** Makes one folder at a time: where none can be made, such as in /proc, Node's own recursion never ends. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
