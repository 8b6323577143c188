import { describe, expect, it } from 'vitest';
import {
  MAX_FORMER_EMAILS,
  moveAddress,
} from '../../../functions/conversations/people/move-address.ts';

const user = {
  userId: 'u-1',
  email: 'now@a.example',
  formerEmails: ['was@a.example'],
  emailNotifications: true,
};

describe('moveAddress', () => {
  it('returns the same user if nothing changes', () => {
    expect(moveAddress(user, 'now@a.example')).toBe(user);
  });

  it('keeps no former address from an unproven mail (S7)', () => {
    const unproven = { ...user, emailFrom: 'unproven' as const };
    const moved = moveAddress(unproven, 'own@a.example');
    expect(moved).toEqual({ ...user, email: 'own@a.example' });
  });

  it('counts an address from a mail as the chat backend’s once the backend gives it, too (S7)', () => {
    expect(moveAddress({ ...user, emailFrom: 'mail' }, 'now@a.example')).toEqual(user);
  });

  it('gives a user without an address the first one, without a former one', () => {
    const { email, ...nobody } = user;
    expect(moveAddress(nobody, email)).toEqual(user);
  });

  it('removes the address, and keeps it as a former one (S3)', () => {
    const moved = moveAddress(user, undefined);
    expect(moved).not.toHaveProperty('email');
    expect(moved.formerEmails).toEqual(['was@a.example', 'now@a.example']);
  });

  it('takes a former address back without listing it twice', () => {
    expect(moveAddress(user, 'was@a.example')).toMatchObject({
      email: 'was@a.example',
      formerEmails: ['now@a.example'],
    });
  });

  it('keeps a limited number of former addresses, the newest', () => {
    let moved = user;
    for (let n = 0; n < MAX_FORMER_EMAILS + 5; n += 1) {
      moved = { ...moved, ...moveAddress(moved, `n${n}@a.example`) };
    }
    expect(moved.formerEmails).toHaveLength(MAX_FORMER_EMAILS);
    expect(moved.formerEmails.at(-1)).toBe(`n${MAX_FORMER_EMAILS + 3}@a.example`);
  });
});
