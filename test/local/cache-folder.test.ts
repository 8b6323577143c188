import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { refuseReadOnly } from '../../local/cache-folder.ts';
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
