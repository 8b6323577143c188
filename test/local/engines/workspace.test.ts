import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspace } from '../../../local/engines/workspace.ts';
import { LocalError } from '../../../local/local-error.ts';

const NOBODY_ID = 65_534;

/** Does it without the rights of root, who may write everywhere. */
function withoutRoot(work: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY_ID);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('openWorkspace', () => {
  const home = mkdtempSync(join(tmpdir(), 'workspace-'));
  afterAll(() => rmSync(home, { recursive: true }));

  it('creates the data directory with its parents, or uses an existing one', () => {
    const folder = join(home, 'a', 'b');
    expect(openWorkspace(folder).queueFolder).toBe(folder);
    expect(openWorkspace(folder).queueFolder).toBe(folder);
  });

  it('says that it needs a folder if none can be created: below a file, in /proc', () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    for (const place of [file, join(file, 'x'), '/proc/x/y']) {
      expect(() => openWorkspace(place)).toThrow(LocalError);
      expect(() => openWorkspace(place)).toThrow(`PIPING_DATA_DIR is "${place}"`);
    }
  });

  it.each(['.', 'objects', 'state.db'])(
    'says that it needs a folder that can be written to if %s may only be read',
    (name) => {
      chmodSync(home, 0o755);
      const folder = mkdtempSync(join(home, 'read-only-'));
      mkdirSync(join(folder, 'objects'), { mode: 0o777 });
      writeFileSync(join(folder, 'state.db'), '');
      for (const each of ['.', 'objects', 'state.db'])
        chmodSync(join(folder, each), each === name ? 0o555 : 0o777);
      // whoever is not root can delete nothing in it otherwise
      onTestFinished(() => chmodSync(folder, 0o755));
      withoutRoot(() =>
        expect(() => openWorkspace(folder)).toThrow(`PIPING_DATA_DIR is "${folder}"`),
      );
    },
  );

  it.each([
    ['PIPING_DATA_DIR', home],
    ['TMPDIR', undefined],
  ])('names the folder whose disk is full, and %s, which gives another', (variable, dataDir) => {
    const open = () => openWorkspace(dataDir, Number.MAX_SAFE_INTEGER);
    expect(open).toThrow(LocalError);
    expect(open).toThrow(
      new RegExp(`The disk of ${dataDir ?? tmpdir()} is full: \\d+ MB .* with ${variable}`),
    );
  });

  it.each(['fauxqs.db', 'dynamodb.db', 'state.db'])(
    'names a damaged %s, and what to do',
    (name) => {
      const folder = mkdtempSync(join(home, 'damaged-'));
      writeFileSync(join(folder, name), 'no database');
      expect(() => openWorkspace(folder)).toThrow(LocalError);
      expect(() => openWorkspace(folder)).toThrow(
        `${join(folder, name)} is damaged (file is not a database). Give another folder`,
      );
    },
  );

  it('removes a temporary folder', () => {
    const { objectFolder, close } = openWorkspace(undefined);
    expect(existsSync(objectFolder)).toBe(true);
    close();
    expect(existsSync(objectFolder)).toBe(false);
  });
});
