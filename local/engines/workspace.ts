import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LocalError } from '../local-error.ts';
import { makeFolder } from '../make-folder.ts';
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

const OBJECTS = 'objects';
/** The databases of a data directory: the queues', the table's, and that of everything else. */
const DATABASES = ['fauxqs.db', 'dynamodb.db', 'state.db'];
/** https://www.sqlite.org/rescode.html: SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGED: ReadonlySet<unknown> = new Set([11, 26]);
const MEGABYTE = 1024 ** 2;
/** A start writes half a megabyte; then the first mails come. */
const ROOM_NEEDED_BYTES = 16 * MEGABYTE;

/** The data directory, or a temporary folder that is removed after the run. */
export function openWorkspace(
  dataDir: string | undefined,
  roomNeededBytes = ROOM_NEEDED_BYTES,
): Workspace {
  if (dataDir === undefined) {
    refuseFull(tmpdir(), 'TMPDIR', roomNeededBytes);
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
    makeFolder(resolve(dataDir), 0o700);
    tryToWrite(dataDir);
  } catch (error) {
    throw new LocalError(
      `PIPING_DATA_DIR is "${dataDir}": give a folder that can be made and written to (${describeError(error)}).`,
    );
  }
  refuseFull(dataDir, 'PIPING_DATA_DIR', roomNeededBytes);
  refuseDamaged(dataDir);
  return {
    objectFolder: join(dataDir, OBJECTS),
    queueFolder: dataDir,
    tableFile: join(dataDir, 'dynamodb.db'),
    stateFile: join(dataDir, 'state.db'),
    close: () => undefined,
  };
}

/** Throws what the engines would throw later without a word about the folder: it or a database in it may belong to somebody else, or lie on a read-only disk. */
function tryToWrite(dataDir: string): void {
  for (const folder of [dataDir, join(dataDir, OBJECTS)].filter(existsSync))
    rmdirSync(mkdtempSync(join(folder, 'writable-')));
  for (const file of DATABASES.map((name) => join(dataDir, name)).filter(existsSync))
    closeSync(openSync(file, 'r+'));
}

/** Names the folder whose disk is full; the engines would say only that some disk is. */
function refuseFull(folder: string, variable: string, neededBytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= neededBytes) return;
  throw new LocalError(
    `The disk of ${folder} is full: ${Math.floor((bavail * bsize) / MEGABYTE)} MB are free, ${neededBytes / MEGABYTE} MB are needed. Make room, or give a folder on another disk with ${variable}.`,
  );
}

/** Names a damaged database before an engine stumbles over it, which would not say which file it is. */
function refuseDamaged(dataDir: string): void {
  for (const file of DATABASES.map((name) => join(dataDir, name)).filter(existsSync)) {
    const database = new DatabaseSync(file);
    try {
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
    } catch (error) {
      // a lock of another pipeline is told later
      if (!(error instanceof Error && 'errcode' in error && DAMAGED.has(error.errcode))) continue;
      throw new LocalError(
        `${file} is damaged (${error.message}). Give another folder with PIPING_DATA_DIR, or remove ${dataDir} to begin anew; what it keeps is lost.`,
      );
    } finally {
      database.close();
    }
  }
}
