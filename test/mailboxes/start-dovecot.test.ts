import { describe, expect, it } from 'vitest';
import { startDovecot } from './start-dovecot.ts';

describe('startDovecot', () => {
  it('says how Dovecot ended if it wrote nothing', async () => {
    const start = startDovecot(undefined, '/bin/false');
    await expect(start).rejects.toThrow(
      'Dovecot does not start (exit code 1, signal null): it wrote nothing',
    );
  });

  it('says what Dovecot wrote before it had a log', async () => {
    const start = startDovecot(undefined, '/bin/cat');
    await expect(start).rejects.toThrow(/Dovecot does not start \(exit code 1, .*cat: .*'F'/);
  });

  it('says that Dovecot could not be run', async () => {
    const start = startDovecot(undefined, '/no/dovecot');
    await expect(start).rejects.toThrow('Dovecot does not start (spawn /no/dovecot ENOENT)');
  });
});
