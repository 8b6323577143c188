import { describe, expect, it } from 'vitest';
import { MAX_FORMER_EMAILS } from '../../../functions/conversations/people/move-address.ts';
import type { User } from '../../../functions/conversations/people/people.ts';
import {
  isIdOf,
  isMadeByMailFrom,
  presentId,
  takeOverUser,
} from '../../../functions/conversations/people/take-over-user.ts';
import { carla } from '../recipients/recipient-scene.ts';

const madeByMail: User = {
  ...carla,
  userId: 'mail-1',
  emailFrom: 'mail',
  formerEmails: ['before@kunde.example'],
  createdAt: '2026-01-01T00:00:00.000Z',
};

describe('isMadeByMailFrom', () => {
  it.each([
    ['an authenticated mail from it made them', 'mail', 'carla@kunde.example', true],
    ['an unproven mail made them', 'unproven', 'carla@kunde.example', false],
    ['the chat backend named them', undefined, 'carla@kunde.example', false],
    ['they have another address', 'mail', 'other@kunde.example', false],
    ['no address is given', 'mail', undefined, false],
  ] as const)('%s (S7)', (_what, emailFrom, address, isMade) => {
    expect(isMadeByMailFrom({ ...madeByMail, emailFrom }, address)).toBe(isMade);
  });

  it('never joins users without an address', () => {
    expect(isMadeByMailFrom({ ...madeByMail, email: undefined }, undefined)).toBe(false);
  });
});

describe('takeOverUser', () => {
  it('adds the addresses and ids, each once, and takes the earlier `createdAt`', () => {
    const named = { ...carla, formerIds: ['mail-0'], createdAt: '2026-02-01T00:00:00.000Z' };
    expect(takeOverUser(named, [madeByMail])).toEqual({
      ...carla,
      formerEmails: ['old@kunde.example', 'before@kunde.example'],
      formerIds: ['mail-0', 'mail-1'],
      createdAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it('changes nothing if nobody is taken over', () => {
    expect(takeOverUser(carla, [])).toBe(carla);
  });

  it('gives no `createdAt` if none is known', () => {
    const { createdAt: _, ...unknown } = madeByMail;
    expect(takeOverUser(carla, [unknown])).not.toHaveProperty('createdAt');
  });

  it('keeps the newest of too many addresses', () => {
    const formerEmails = Array.from({ length: MAX_FORMER_EMAILS }, (_, n) => `n${n}@a.example`);
    const taken = takeOverUser({ ...carla, formerEmails }, [madeByMail]);
    expect(taken.formerEmails).toHaveLength(MAX_FORMER_EMAILS);
    expect(taken.formerEmails.at(-1)).toBe('before@kunde.example');
  });
});

describe('the id of a taken-over user', () => {
  const user: User = { ...carla, formerIds: ['mail-1'] };

  it.each([
    ['carla', true],
    ['mail-1', true],
    ['mail-2', false],
  ])('%s is theirs: %s', (id, isTheirs) => {
    expect(isIdOf(user, id)).toBe(isTheirs);
  });

  it('is replaced by the present one, for users only', () => {
    expect(presentId({ kind: 'user', id: 'mail-1' }, user)).toEqual({ kind: 'user', id: 'carla' });
    for (const other of [
      { kind: 'user', id: 'mail-2' },
      { kind: 'agent', id: 'mail-1' },
      { kind: 'user' },
    ]) {
      expect(presentId(other, user)).toBe(other);
    }
  });
});
