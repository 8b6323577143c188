import { describe, expect, it } from 'vitest';
import { MAX_FORMER_EMAILS, moveAddress } from '../../functions/conversations/move-address.ts';

const user = {
  userId: 'u-1',
  email: 'now@a.example',
  formerEmails: ['was@a.example'],
  emailNotifications: true,
};

describe('moveAddress', () => {
  it('is the same user when nothing changes', () => {
    expect(moveAddress(user, 'now@a.example')).toBe(user);
  });

  it('leaves nothing of where an unproven mail came from (S7)', () => {
    const unproven = { ...user, emailFrom: 'unproven' as const };
    const moved = moveAddress(unproven, 'own@a.example');
    expect(moved).toEqual({ ...user, email: 'own@a.example' });
  });

  it('is the chat backend’s word once it gives the address that a mail had brought (S7)', () => {
    expect(moveAddress({ ...user, emailFrom: 'mail' }, 'now@a.example')).toEqual(user);
  });

  it('gives a user without an address the first one, with nothing before it', () => {
    const { email, ...nobody } = user;
    expect(moveAddress(nobody, email)).toEqual(user);
  });

  it('leaves a user whose address is taken away without one, and it stays theirs (S3)', () => {
    const moved = moveAddress(user, undefined);
    expect(moved).not.toHaveProperty('email');
    expect(moved.formerEmails).toEqual(['was@a.example', 'now@a.example']);
  });

  it('takes a former address back without naming it twice', () => {
    expect(moveAddress(user, 'was@a.example')).toMatchObject({
      email: 'was@a.example',
      formerEmails: ['now@a.example'],
    });
  });

  it('keeps a bounded number of former addresses, the newest of them', () => {
    let moved = user;
    for (let n = 0; n < MAX_FORMER_EMAILS + 5; n += 1) {
      moved = { ...moved, ...moveAddress(moved, `n${n}@a.example`) };
    }
    expect(moved.formerEmails).toHaveLength(MAX_FORMER_EMAILS);
    expect(moved.formerEmails.at(-1)).toBe(`n${MAX_FORMER_EMAILS + 3}@a.example`);
  });
});
