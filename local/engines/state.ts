import { DatabaseSync } from 'node:sqlite';
import { LocalError } from '../local-error.ts';

/** A named map of texts. It is kept between runs if there is a data directory. */
export interface StateSpace {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): boolean;
  clear(): void;
  /** In the order in which they were first written. */
  entries(): Array<{ key: string; value: string }>;
}

export interface State {
  space(name: string): StateSpace;
  close(): void;
}

/** Opens the pipeline's parameters, secrets, outbox and stream positions; without a file they are in memory. */
export function openState(file: string | undefined): State {
  const database = new DatabaseSync(file ?? ':memory:');
  claim(database, file);
  return {
    space: (name) => openSpace(database, name),
    close: () => database.close(),
  };
}

/** Takes the system's own lock on the file, which ends with the process, even after kill -9. */
function claim(database: DatabaseSync, file: string | undefined): void {
  try {
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL',
    );
    database.exec(
      `CREATE TABLE IF NOT EXISTS state (
        number INTEGER PRIMARY KEY AUTOINCREMENT, space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        UNIQUE (space, key))`,
    );
    database.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('locked')) throw error;
    throw new LocalError(
      `${file} is in use: another pipeline runs on this PIPING_DATA_DIR. Stop it first.`,
    );
  }
}

function openSpace(database: DatabaseSync, name: string): StateSpace {
  const one = database.prepare('SELECT value FROM state WHERE space = ? AND key = ?');
  const all = database.prepare('SELECT key, value FROM state WHERE space = ? ORDER BY number');
  const put = database.prepare(
    'INSERT INTO state (space, key, value) VALUES (?, ?, ?) ON CONFLICT (space, key) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM state WHERE space = ? AND key = ?');
  const clear = database.prepare('DELETE FROM state WHERE space = ?');
  return {
    get: (key) => one.get(name, key)?.value as string | undefined,
    set: (key, value) => {
      put.run(name, key, value);
    },
    delete: (key) => remove.run(name, key).changes > 0,
    clear: () => {
      clear.run(name);
    },
    entries: () => all.all(name).map((row) => ({ key: String(row.key), value: String(row.value) })),
  };
}
