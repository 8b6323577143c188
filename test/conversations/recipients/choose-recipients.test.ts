import { describe, expect, it } from 'vitest';
import {
  chooseRecipients,
  MAX_STAFF_ROWS,
} from '../../../functions/conversations/recipients/choose-recipients.ts';
import type { Circumstances } from '../../../functions/conversations/recipients/recipient-circumstances.ts';
import {
  agent,
  carla,
  circumstances,
  conversation,
  message,
  NOW,
  ONLINE,
  settings,
} from './recipient-scene.ts';

/** `{id: reason}`, with a star for those who are mailed. */
const reasons = (fields: Partial<Circumstances>) =>
  Object.fromEntries(
    chooseRecipients(circumstances(fields)).choices.map(({ participant, decision, reason }) => [
      participant.id,
      decision === 'mail' ? `*${reason}` : reason,
    ]),
  );

const byAgent = { author: { kind: 'agent' as const, id: 'anna' } };
const byBot = { author: { kind: 'bot' as const } };
const byGuest = { author: { kind: 'guest' as const, address: 'guest@else.example' } };

describe('chooseRecipients', () => {
  it('mails all staff about the first message, but not the author (S8)', () => {
    expect(reasons({ conversation: conversation({ firstUserMessageId: '1000-01' }) })).toEqual({
      carla: 'author',
      anna: '*user-wrote',
      bob: '*user-wrote',
    });
  });

  it('mails only the assigned agent (S8)', () => {
    expect(
      reasons({ conversation: conversation({ agentId: 'bob', departmentId: 'd' }) }),
    ).toMatchObject({ anna: 'not-assigned', bob: '*user-wrote' });
  });

  it('treats a deleted assigned agent as none (S8)', () => {
    expect(reasons({ conversation: conversation({ agentId: 'gone' }) })).toMatchObject({
      anna: '*user-wrote',
      bob: '*user-wrote',
    });
  });

  it('mails only the agents of the department, those of several departments included (R30)', () => {
    const staff = [
      agent('anna', { departmentIds: ['other'] }),
      agent('bob', { departmentIds: ['other', 'd'] }),
      agent('cleo'),
    ];
    expect(reasons({ staff, conversation: conversation({ departmentId: 'd' }) })).toMatchObject({
      anna: 'other-department',
      bob: '*user-wrote',
      cleo: 'other-department',
    });
  });

  it('mails the agent who replied last about later messages (S8)', () => {
    expect(
      reasons({
        conversation: conversation({ firstUserMessageId: '1000-00', lastReplierId: 'bob' }),
      }),
    ).toMatchObject({ anna: 'not-assigned', bob: '*user-wrote' });
  });

  it('mails all staff about a first message though an agent wrote before (S8)', () => {
    expect(
      reasons({
        conversation: conversation({ firstUserMessageId: '1000-01', lastReplierId: 'bob' }),
      }),
    ).toMatchObject({ anna: '*user-wrote', bob: '*user-wrote' });
  });

  it('leaves out staff who are online, until the report expires (R16, S10)', () => {
    const staff = [
      agent('anna', { presence: ONLINE }),
      agent('bob', { presence: { status: 'online', expiresAt: NOW } }),
    ];
    expect(reasons({ staff })).toMatchObject({ anna: 'online', bob: '*user-wrote' });
  });

  it('asks setting, flag and presence before the user hears of what bots write (S9)', () => {
    const heard = (fields: Partial<Circumstances>) =>
      reasons({ message: message(byBot), ...fields }).carla;
    expect(heard({})).toBe('*notifications-on');
    expect(heard({ settings: settings({ userNotifications: false }) })).toBe('notifications-off');
    expect(heard({ user: { ...carla, emailNotifications: false } })).toBe('notifications-off');
    expect(heard({ userPresence: ONLINE })).toBe('online');
  });

  it('lets an agent’s reply wait or not as the team chose (S9, R15)', () => {
    const isOff = { user: { ...carla, emailNotifications: false } };
    const heard = (
      agentRepliesReachUser: 'always' | 'when-offline' | 'by-flag',
      fields: Partial<Circumstances>,
    ) => {
      const chosen = { message: message(byAgent), settings: settings({ agentRepliesReachUser }) };
      return reasons({ ...chosen, ...fields }).carla;
    };
    expect(heard('by-flag', isOff)).toBe('notifications-off');
    expect(heard('by-flag', { userPresence: ONLINE })).toBe('*agent-replied');
    expect(heard('when-offline', { userPresence: ONLINE })).toBe('online');
    expect(heard('when-offline', isOff)).toBe('*agent-replied');
  });

  it('mails no agent a message that the bot answered, if human takeover is on (R8)', () => {
    const answered = { message: message({ answeredByBot: true }) };
    expect(reasons({ ...answered, settings: settings({ humanTakeover: true }) })).toMatchObject({
      anna: 'bot-answered',
    });
    expect(reasons(answered)).toMatchObject({ anna: '*user-wrote' });
  });

  it('mails the user every reply of an agent, online and with notifications off (R15)', () => {
    expect(
      reasons({
        message: message(byAgent),
        user: { ...carla, emailNotifications: false },
        userPresence: ONLINE,
        settings: settings({ userNotifications: false }),
      }),
    ).toEqual({ carla: '*agent-replied' });
  });

  it('has rows for the user and guests only when staff write (S8)', () => {
    expect(reasons({ message: message(byAgent), guests: ['guest@else.example'] })).toEqual({
      carla: '*agent-replied',
      'guest@else.example': 'guest',
    });
  });

  it("treats a guest's message like the user's and mails no guest (S3, S8)", () => {
    const guests = ['friend@else.example', 'guest@else.example'];
    expect(reasons({ message: message(byGuest), guests })).toEqual({
      carla: 'author',
      'friend@else.example': 'guest',
      'guest@else.example': 'author',
      anna: '*user-wrote',
      bob: '*user-wrote',
    });
  });

  it.each([
    ['bounced', 'staff-only'],
    ['complained', 'staff-only'],
    ['over-budget', 'staff-only'],
  ] as const)('does not mail the user a notice flagged %s (S17)', (flag, reason) => {
    const notice = message({ author: { kind: 'system' }, flags: [flag] });
    expect(reasons({ message: notice })).toEqual({ carla: reason });
  });

  it('mails no other participant who has an address of the author (S8)', () => {
    const user = { ...carla, email: 'anna@shop.example' };
    expect(reasons({ user })).toMatchObject({ carla: 'author', anna: 'author' });
    const alias = [agent('anna', { aliases: ['carla@kunde.example'] })];
    expect(reasons({ message: message(byAgent), staff: alias })).toEqual({ carla: 'author' });
  });

  it.each([
    ['a former address of theirs', 'old@kunde.example'],
    ['the address they wrote from', 'phone@kunde.example'],
    ['their address in this conversation', 'work@kunde.example'],
  ])('treats an agent with %s as the user who wrote (S8)', (_what, alias) => {
    const author = { kind: 'user' as const, id: 'carla', address: 'phone@kunde.example' };
    expect(
      reasons({
        message: message({ author }),
        conversation: conversation({ userAddress: 'work@kunde.example' }),
        staff: [agent('anna', { aliases: ['anna@home.example', alias] }), agent('bob')],
      }),
    ).toMatchObject({ anna: 'author', bob: '*user-wrote' });
  });

  it('treats an agent with an address of a user who wrote before they were taken over as that user (S7, S8)', () => {
    const author = { kind: 'user' as const, id: 'mail-1' };
    const staff = [agent('anna', { aliases: ['carla@kunde.example'] })];
    const user = { ...carla, formerIds: ['mail-1'] };
    expect(reasons({ message: message({ author }), user, staff })).toMatchObject({
      anna: 'author',
    });
  });

  it('distinguishes an agent from a user with the same id (S8, R15)', () => {
    const author = { kind: 'agent' as const, id: 'carla' };
    expect(reasons({ message: message({ author }), staff: [agent('carla')] })).toEqual({
      carla: '*agent-replied',
    });
  });

  it('does not treat the author’s colleague as the author (S8, R15)', () => {
    const staff = [agent('bob', { aliases: ['carla@kunde.example'] }), agent('anna')];
    expect(reasons({ message: message(byAgent), staff })).toEqual({ carla: '*agent-replied' });
  });

  it('gives each possible recipient a row with kind, address and decision (S11)', () => {
    const { choices } = chooseRecipients(
      circumstances({ staff: [agent('anna')], guests: ['guest@else.example'] }),
    );
    expect(choices).toEqual([
      {
        participant: { kind: 'user', id: 'carla' },
        recipient: 'carla@kunde.example',
        decision: 'skipped',
        reason: 'author',
      },
      {
        participant: { kind: 'guest', id: 'guest@else.example' },
        recipient: 'guest@else.example',
        decision: 'skipped',
        reason: 'guest',
      },
      {
        participant: { kind: 'agent', id: 'anna' },
        recipient: 'anna@shop.example',
        decision: 'mail',
        reason: 'user-wrote',
      },
    ]);
    const notice = message({ author: { kind: 'system' }, flags: ['bounced'] });
    expect(chooseRecipients(circumstances({ message: notice })).choices).toMatchObject([
      { decision: 'skipped', reason: 'staff-only' },
    ]);
  });

  it('has no row for a user who was erased (S19)', () => {
    expect(reasons({ user: undefined, message: message(byAgent) })).toEqual({});
  });

  it("treats only the author's addresses as the author's (S8)", () => {
    const author = { kind: 'user' as const, id: 'somebody' };
    const staff = [agent('anna', { aliases: ['carla@kunde.example'] })];
    expect(reasons({ message: message({ author }), staff })).toMatchObject({ anna: '*user-wrote' });
    const byUser = message({ author: { kind: 'user', id: 'anna' } });
    expect(reasons({ message: byUser, staff: [agent('anna')] })).toMatchObject({
      anna: '*user-wrote',
    });
  });

  it("takes an address as a guest author's only if the author is a guest (S3)", () => {
    const address = 'guest@else.example';
    const author = { kind: 'user' as const, id: 'carla', address };
    expect(reasons({ message: message({ author }), guests: [address] })).toMatchObject({
      [address]: 'guest',
    });
  });

  it('mails the user what the system says to them (S8)', () => {
    const byTheSystem = message({ author: { kind: 'system' } });
    expect(reasons({ message: byTheSystem })).toEqual({ carla: '*notifications-on' });
    const flagged = message({ ...byAgent, flags: ['bounced'] });
    expect(reasons({ message: flagged })).toEqual({ carla: '*agent-replied' });
  });

  it('never writes to the piping address (R13)', () => {
    const user = { ...carla, email: 'support+x@piping.example' };
    expect(reasons({ message: message(byAgent), user })).toEqual({ carla: 'no-address' });
    const staff = [agent('anna', { email: 'support@piping.example' })];
    expect(reasons({ staff })).toMatchObject({ anna: 'no-address' });
  });

  it('judges suppression last, so that only addresses that would be mailed are looked up (S16)', () => {
    const suppressed = new Set(['anna@shop.example', 'bob@shop.example', 'carla@kunde.example']);
    const staff = [agent('anna', { presence: ONLINE }), agent('bob')];
    expect(reasons({ suppressed, staff })).toMatchObject({ anna: 'online', bob: 'suppressed' });
    expect(reasons({ suppressed, message: message(byBot) })).toEqual({ carla: 'suppressed' });
  });

  it('answers a user without an address where their mail opened the conversation (R15, S4)', () => {
    const user = { ...carla, email: undefined };
    const opened = conversation({ openedFrom: 'carla@former.example' });
    const [choice] = chooseRecipients(
      circumstances({ user, message: message(byAgent), conversation: opened }),
    ).choices;
    expect(choice).toMatchObject({ recipient: 'carla@former.example', reason: 'agent-replied' });
  });

  it('says no-address for a user without one (S11)', () => {
    const user = { ...carla, email: undefined };
    expect(reasons({ user, message: message(byAgent) })).toEqual({ carla: 'no-address' });
  });

  it('counts the staff beyond 200 in one summary for each reason (S11)', () => {
    const crowd = Array.from({ length: 300 }, (_, n) => agent(`crowd-${n}`));
    const staff = [...crowd, agent('anna', { departmentIds: ['d'] })];
    const chosen = chooseRecipients(
      circumstances({ staff, conversation: conversation({ departmentId: 'd' }) }),
    );
    const rows = chosen.choices.filter(({ participant }) => participant.kind === 'agent');
    expect(rows.length).toBe(MAX_STAFF_ROWS);
    expect(rows.at(-1)).toMatchObject({ participant: { id: 'anna' }, decision: 'mail' });
    expect(chosen.summaries).toEqual([{ reason: 'other-department', count: 101 }]);
  });

  it('keeps a row for everybody who is mailed, however many (S11)', () => {
    const staff = Array.from({ length: 250 }, (_, n) => agent(`crowd-${n}`));
    const { choices, summaries } = chooseRecipients(circumstances({ staff }));
    expect(choices.filter(({ decision }) => decision === 'mail').length).toBe(250);
    expect(summaries).toEqual([]);
  });
});
