import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A folder in memory on Linux: tables that are not kept need no writes to a disk. */
const MEMORY_FOLDER = '/dev/shm';
const FOLDER_NAME = 'email-piping-table-';
const ROOM_NEEDED_BYTES = 1024 ** 3;
const LOCK_WAIT_MS = 5000;

/**
 * With each stream record the engine looks up its last sequence number, and it reads a stream from
 * a number on. Its table has no index for either, so each write would read all earlier records.
 */
const STREAM_INDEX = `CREATE INDEX IF NOT EXISTS stream_order
  ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`;

/** The file of an engine that is being started: `path` for its start, `watch` once it answers. */
export interface TableFile {
  path: string;
  watch(): TableWatch;
}

export interface TableWatch {
  /** Whether the engine wrote anything since the last call. It only looks into memory, which costs a thousandth of a call to the engine. */
  hasChanged(): boolean;
  close(): void;
}

/**
 * `kept`: the file that outlives the run. Without it the file is unlinked as soon
 * as the engine has opened it, so it disappears with the engine, however that ends.
 */
export function openTableFile(kept: string | undefined, memoryFolder = MEMORY_FOLDER): TableFile {
  const path = kept ?? join(makeFolder(memoryFolder), 'dynamodb.db');
  return {
    path,
    watch: () => {
      const database = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
      database.exec(STREAM_INDEX);
      if (kept === undefined) rmSync(dirname(path), { recursive: true });
      return watchVersion(database);
    },
  };
}

/** https://www.sqlite.org/pragma.html#pragma_data_version changes when another connection commits. */
function watchVersion(database: DatabaseSync): TableWatch {
  const version = database.prepare('PRAGMA data_version');
  let known: unknown;
  return {
    hasChanged: () => {
      const current = version.get()?.data_version;
      if (current === known) return false;
      known = current;
      return true;
    },
    close: () => database.close(),
  };
}

function makeFolder(memoryFolder: string): string {
  if (hasRoom(memoryFolder)) {
    try {
      return mkdtempSync(join(memoryFolder, FOLDER_NAME));
    } catch {
      // in some containers and sandboxes only root may write there
    }
  }
  return mkdtempSync(join(tmpdir(), FOLDER_NAME));
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_NEEDED_BYTES;
}
