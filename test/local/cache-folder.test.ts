import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildOnce, refuseReadOnly } from '../../local/cache-folder.ts';
import { LocalError } from '../../local/local-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'email-piping-checkout-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('refuseReadOnly', () => {
  it('makes the cache of a checkout that can be written to', async () => {
    await expect(refuseReadOnly(join(folder, 'mine'))).resolves.toBeUndefined();
  });

  it('names the folder that cannot be written to, and what to do', async () => {
    // a file in its place refuses root as well, who may write to every folder
    writeFileSync(join(folder, 'node_modules'), '');
    const refusal = refuseReadOnly(folder);
    await expect(refusal).rejects.toThrow(LocalError);
    await expect(refusal).rejects.toThrow(/node_modules.*cannot be written to.*of your own/);
  });
});

describe('buildOnce', () => {
  const projectDir = join(folder, 'project');
  const CACHE = join(projectDir, 'node_modules/.cache/email-piping-local');
  const build = (kind: string, written: () => string, given = '') =>
    buildOnce({ projectDir, kind, sources: ['sources', 'missing'], given }, async (place) =>
      writeFileSync(join(place, 'built'), written()),
    );
  const change = (text: string) => {
    mkdirSync(join(projectDir, 'sources'), { recursive: true });
    writeFileSync(join(projectDir, 'sources/one'), text);
  };

  it('builds once for each state of the sources and of what else is given', async () => {
    let times = 0;
    const written = () => {
      times += 1;
      return '';
    };
    change('a');
    const first = await build('once', written);
    expect(await build('once', written)).toBe(first);
    expect(await build('once', written, 'other')).not.toBe(first);
    change('b');
    expect(await build('once', written)).not.toBe(first);
    expect(times).toBe(3);
  });

  it('leaves nothing of a build that failed', async () => {
    const fail = () => {
      throw new Error('no');
    };
    await expect(build('failed', fail)).rejects.toThrow('no');
    expect(readdirSync(join(CACHE, 'failed'))).toEqual([]);
  });

  it('keeps the current one and the newest three others, which a running pipeline may use', async () => {
    const cache = join(CACHE, 'aged');
    for (let day = 1; day <= 6; day += 1) {
      mkdirSync(join(cache, `built-${day}`), { recursive: true });
      utimesSync(join(cache, `built-${day}`), day * 86_400, day * 86_400);
    }
    const current = await build('aged', () => '');
    expect(readdirSync(cache).filter((name) => name.startsWith('built'))).toEqual([
      'built-4',
      'built-5',
      'built-6',
    ]);
    expect(existsSync(current)).toBe(true);
  });
});
