import { describe, expect, it } from 'vitest';
import {
  attachmentLink,
  isAttachmentKeyValid,
} from '../../functions/conversations/attachment-link.ts';
import { secretKey } from '../support/secret-key.ts';

const old = { current: 'a', keys: { a: secretKey(1) } };
const rotated = { current: 'b', keys: { ...old.keys, b: secretKey(2) } };

const keyOf = (link: string) => new URL(link).searchParams.get('key') ?? '';

describe('attachmentLink', () => {
  it('opens the one attachment it was made for', () => {
    const link = attachmentLink('https://api.example/', old, 'a1');
    expect(link).toMatch(/^https:\/\/api\.example\/attachments\/a1\?key=[\w-]{32}$/);
    expect(isAttachmentKeyValid(old, 'a1', keyOf(link))).toBe(true);
    expect(isAttachmentKeyValid(old, 'a2', keyOf(link))).toBe(false);
  });

  it('stays valid while its key is kept (S2)', () => {
    const key = keyOf(attachmentLink('https://api.example', old, 'a1'));
    expect(isAttachmentKeyValid(rotated, 'a1', key)).toBe(true);
    const { b } = rotated.keys;
    expect(isAttachmentKeyValid({ current: 'b', keys: { b } }, 'a1', key)).toBe(false);
  });

  it.each(['', 'AAAA', 'x'.repeat(10_000), '!!!'])('refuses %s', (key) => {
    expect(isAttachmentKeyValid(old, 'a1', key)).toBe(false);
  });

  it.each(['x', '=', '.', ' ', '!'])('refuses a key with %o added to it', (more) => {
    const key = keyOf(attachmentLink('https://api.example', old, 'a1'));
    expect(isAttachmentKeyValid(old, 'a1', `${key}${more}`)).toBe(false);
  });

  it('escapes an odd id in the path', () => {
    expect(attachmentLink('https://api.example', old, '../x?y')).toContain(
      '/attachments/..%2Fx%3Fy?',
    );
  });
});
