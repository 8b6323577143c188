import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where Linux keeps files in memory: nothing is synced to a disk for tables that are not kept. */
const MEMORY_FOLDER = '/dev/shm';
const ROOM_NEEDED_BYTES = 1024 ** 3;
const LOCK_WAIT_MS = 5000;

/**
 * The engine looks its last sequence number up with each stream record that it writes, and reads a stream from a number on; its own table has
 * no index for either, so that each write read all records of before.
 */
const STREAM_INDEX = `CREATE INDEX IF NOT EXISTS stream_order
  ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`;

/** The file that an engine which was just started works in: `path` for its start, `watch` once it answers. */
export interface TableFile {
  path: string;
  watch(): TableWatch;
}

export interface TableWatch {
  /** Whether the engine wrote anything since the last call: a look into memory, a thousandth of what a call of the engine costs. */
  hasChanged(): boolean;
  close(): void;
}

/** `kept`: the file that outlives the run. Without one the file has no name any more once the engine has it open, and so is gone with the engine, whatever ends it. */
export function openTableFile(kept: string | undefined): TableFile {
  const path = kept ?? join(mkdtempSync(join(roomyFolder(), 'email-piping-table-')), 'dynamodb.db');
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

/** https://www.sqlite.org/pragma.html#pragma_data_version: it changes with what another connection committed. */
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

function roomyFolder(): string {
  if (!existsSync(MEMORY_FOLDER)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
  return bavail * bsize >= ROOM_NEEDED_BYTES ? MEMORY_FOLDER : tmpdir();
}
