import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { startDynamodb } from '../../../local/engines/dynamodb-engine.ts';
import { openTableFile } from '../../../local/engines/table-file.ts';

/** The statements that the engine runs for each record of a stream. */
const STREAM_STATEMENTS = [
  'SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1',
  `SELECT new_image FROM _stream_records WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) > ?3
   ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT ?4`,
];

describe('openTableFile', () => {
  it('has an index with which the engine finds its last stream record', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'table-file-'));
    const kept = join(folder, 'dynamodb.db');
    const engine = await startDynamodb(undefined, kept);
    await engine.stop();
    const database = new DatabaseSync(kept);
    const plans = STREAM_STATEMENTS.map((statement) =>
      database.prepare(`EXPLAIN QUERY PLAN ${statement}`).all(),
    );
    database.close();
    rmSync(folder, { recursive: true });
    for (const plan of plans) {
      expect(JSON.stringify(plan)).toMatch(/SEARCH _stream_records USING .*INDEX stream_order/);
    }
  });

  it('unlinks a file that is not to be kept, which stays usable while it is open; shows each write', () => {
    const { path, watch } = openTableFile(undefined);
    const engine = new DatabaseSync(path);
    engine.exec('PRAGMA journal_mode = WAL');
    engine.exec('CREATE TABLE _stream_records (table_name TEXT, sequence_number TEXT)');
    const { hasChanged, close } = watch();
    expect(existsSync(dirname(path))).toBe(false);
    engine.exec("INSERT INTO _stream_records VALUES ('table', '1')");
    expect(engine.prepare('SELECT COUNT(*) AS count FROM _stream_records').get()?.count).toBe(1);
    expect([hasChanged(), hasChanged()]).toEqual([true, false]);
    engine.exec("INSERT INTO _stream_records VALUES ('table', '2')");
    expect([hasChanged(), hasChanged()]).toEqual([true, false]);
    close();
    engine.close();
  });

  it('lies in the temporary folder where nothing can be made in memory', () => {
    const folder = mkdtempSync(join(tmpdir(), 'table-file-'));
    const notWritable = join(folder, 'shm');
    writeFileSync(notWritable, '');
    const { path } = openTableFile(undefined, notWritable);
    expect(dirname(dirname(path))).toBe(tmpdir());
    rmSync(dirname(path), { recursive: true });
    rmSync(folder, { recursive: true });
  });
});
