import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { findFreePort } from '../../local/engines/ports.ts';

describe('npm start', () => {
  it('ends without a word when nobody reads its output any more', async () => {
    const [http, smtp] = [await findFreePort(), await findFreePort()];
    const env = { ...process.env, PIPING_HTTP_PORT: `${http}`, PIPING_SMTP_PORT: `${smtp}` };
    const child = spawn(process.execPath, ['bin/local.ts'], { env });
    child.stdout.once('data', () => child.stdout.destroy());
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([said, code]).toEqual(['', 0]);
  });
});
