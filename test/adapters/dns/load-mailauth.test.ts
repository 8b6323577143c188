import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isOurFault } from '../../../functions/adapters/dns/check-dkim.ts';
import {
  loadArc,
  loadCheck,
  loadDkimVerify,
  MailauthMissing,
} from '../../../functions/adapters/dns/load-mailauth.ts';

describe('loadCheck', () => {
  it('loads the checks of the library', async () => {
    expect([await loadDkimVerify(), await loadArc()]).toEqual([
      expect.any(Function),
      expect.any(Function),
    ]);
  });

  it.each([
    ['a part that exports something else', async () => undefined],
    ['a missing part', () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'))],
  ])('throws for %s, instead of calling a signature broken (S3)', async (_what, read) => {
    const error = await loadCheck(read).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(MailauthMissing);
    expect(isOurFault(error, Readable.from([]))).toBe(true);
  });

  it('takes an error of the library as the mail’s fault', () => {
    expect(isOurFault(new TypeError('c=/'), Readable.from([]))).toBe(false);
  });
});
