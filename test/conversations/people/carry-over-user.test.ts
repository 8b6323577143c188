import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { carryOverUser } from '../../../functions/conversations/people/carry-over-user.ts';

const madeBy = (from: string) =>
  `mail-${createHash('sha256').update(from).digest('hex').slice(0, 20)}`;
const stored = { formerEmails: [], emailNotifications: true };

describe('carryOverUser', () => {
  it('does not change a user in today’s form', () => {
    const user = { ...stored, userId: 'u', email: 'a@x.example', formerEmails: ['b@x.example'] };
    expect(carryOverUser(user)).toEqual(user);
  });

  it('restores the address of a user whom a Reply-To had moved, and drops what that brought (S4)', () => {
    const user = {
      ...stored,
      userId: 'u',
      email: 'thief@evil.example',
      givenEmail: 'own@x.example',
      formerEmails: ['own@x.example', 'victim@good.example'],
    };
    expect(carryOverUser(user)).toEqual({ ...stored, userId: 'u', email: 'own@x.example' });
  });

  it('finds the From of a user made by a mail with a Reply-To (S7)', () => {
    const user = {
      ...stored,
      userId: madeBy('from@x.example'),
      email: 'reply@y.example',
      givenEmail: 'reply@y.example',
      formerEmails: ['from@x.example'],
    };
    expect(carryOverUser(user)).toMatchObject({ email: 'from@x.example', emailFrom: 'mail' });
  });

  it('gives a user made by a forged mail no address of their own (S7)', () => {
    const user = {
      ...stored,
      userId: madeBy('victim@bank.example'),
      email: 'thief@evil.example',
      givenEmail: 'thief@evil.example',
    };
    expect(carryOverUser(user)).toMatchObject({
      email: 'thief@evil.example',
      emailFrom: 'unproven',
      formerEmails: [],
    });
  });
});
