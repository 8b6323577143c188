import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { refuseReadOnly, removeOldest } from '../../local/cache-folder.ts';
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

describe('removeOldest', () => {
  it('keeps the current one and the newest three others, which a running pipeline may use', async () => {
    const cache = join(folder, 'cache');
    for (let day = 1; day <= 6; day += 1) {
      mkdirSync(join(cache, `built-${day}`), { recursive: true });
      utimesSync(join(cache, `built-${day}`), day * 86_400, day * 86_400);
    }
    await removeOldest(cache, 'built-1');
    expect(readdirSync(cache)).toEqual(['built-1', 'built-4', 'built-5', 'built-6']);
  });
});
