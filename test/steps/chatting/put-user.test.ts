import { describe, expect, it } from 'vitest';
import type { User } from '../../../functions/conversations/people/people.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import type { DirectoryStore } from '../../../functions/steps/chatting/ports.ts';
import { type GivenUser, putUser } from '../../../functions/steps/chatting/put-user.ts';

const { settings } = readSettings({ 'sender-address': 'support@piping.example' });

/** One user in memory. */
function ports(options: { isBeingErased?: boolean; owners?: string[] } = {}) {
  let stored: User | undefined;
  return {
    stored: () => stored,
    people: {
      changeUser: async (_id: string, change: (before: User | undefined) => User) => {
        if (options.isBeingErased) return undefined;
        stored = change(stored);
        return stored;
      },
      ownersOf: async () => ({ agentIds: [], userIds: options.owners ?? [] }),
    } as unknown as DirectoryStore,
    settings: { read: async () => settings },
    clock: { now: () => Date.parse('2026-05-04T08:00:00.000Z') },
  };
}

const given = (email?: string): GivenUser => ({
  userId: 'u-1',
  name: 'Carla',
  emailNotifications: true,
  ...(email !== undefined && { email }),
});

describe('putUser', () => {
  it('stores the address lower-cased, its domain in ASCII', async () => {
    const world = ports();
    await putUser(given('Carla@KÄSE.example'), world);
    expect(world.stored()?.email).toBe('carla@xn--kse-qla.example');
  });

  it('replaces the email and keeps the old one as a former email (S3)', async () => {
    const world = ports();
    await putUser(given('carla@old.example'), world);
    await putUser(given('carla@new.example'), world);
    expect(world.stored()).toMatchObject({
      email: 'carla@new.example',
      formerEmails: ['carla@old.example'],
    });
  });

  it('replaces the whole user: fields left out are removed, but former addresses stay', async () => {
    const world = ports();
    await putUser({ ...given('carla@old.example'), locale: 'de' }, world);
    await putUser({ userId: 'u-1', emailNotifications: false }, world);
    expect(world.stored()).toEqual({
      userId: 'u-1',
      emailNotifications: false,
      formerEmails: ['carla@old.example'],
      createdAt: '2026-05-04T08:00:00.000Z',
    });
  });

  it('keeps the ids of users whom the user has taken over (S7)', async () => {
    const world = ports();
    await putUser(given('carla@old.example'), world);
    const { stored } = world;
    Object.assign(stored() ?? {}, { formerIds: ['mail-1'] });
    await putUser(given('carla@new.example'), world);
    expect(stored()?.formerIds).toEqual(['mail-1']);
  });

  it.each([
    ['mail', ['form@shop2.example']],
    ['unproven', []],
  ] as const)(
    'keeps the address of a user made by mail only if it was proved: %s (S7)',
    async (emailFrom, formerEmails) => {
      const world = ports();
      await putUser(given('form@shop2.example'), world);
      Object.assign(world.stored() ?? {}, { emailFrom });
      await putUser(given('carla@new.example'), world);
      expect(world.stored()).toMatchObject({ email: 'carla@new.example', formerEmails });
      expect(world.stored()).not.toHaveProperty('emailFrom');
    },
  );

  it('refuses every form of the piping address, and text that is no address (R13)', async () => {
    const world = ports();
    for (const email of [
      'support@piping.example',
      'SUPPORT@PIPING.example',
      'support+x@piping.example',
    ]) {
      expect(await putUser(given(email), world)).toEqual({ kind: 'piping-address', index: 0 });
    }
    for (const email of ['not an address', 'a@b\r\nBcc: v@x.example', '<a@b.example>']) {
      expect(await putUser(given(email), world)).toEqual({ kind: 'malformed', index: 0 });
    }
    expect(world.stored()).toBeUndefined();
  });

  it('refuses an address in no domain of mail, unless somebody has written from it (S7)', async () => {
    const email = 'carla@my_shop.example';
    const refused = { kind: 'unmailable', index: 0, part: 'domain' };
    expect(await putUser(given(email), ports())).toEqual(refused);
    const written = ports({ owners: ['mail-1'] });
    expect(await putUser(given(email), written)).toMatchObject({ kind: 'stored' });
  });

  it.each(['carla..rossi@phone.example', 'jörg@shop.example'])(
    'takes %s, which can write, though no mail reaches it (S3)',
    async (email) => {
      expect(await putUser(given(email), ports())).toMatchObject({ kind: 'stored' });
    },
  );

  it('stores no user under the id of a person who is being erased (S19)', async () => {
    const world = ports({ isBeingErased: true });
    expect(await putUser(given(), world)).toEqual({ kind: 'being-erased' });
    expect(world.stored()).toBeUndefined();
  });
});
