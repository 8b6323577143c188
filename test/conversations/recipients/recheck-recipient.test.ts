import { describe, expect, it } from 'vitest';
import { recheckRecipient } from '../../../functions/conversations/recipients/choose-recipients.ts';
import { agent, carla, circumstances, conversation, message, ONLINE } from './recipient-scene.ts';

describe('recheckRecipient', () => {
  it('judges presence again, but not the assignment (S8)', () => {
    const later = circumstances({ conversation: conversation({ agentId: 'bob' }) });
    expect(recheckRecipient(later, { kind: 'agent', id: 'anna' })).toMatchObject({
      decision: 'mail',
    });
    const staff = [agent('anna', { presence: ONLINE })];
    expect(recheckRecipient(circumstances({ staff }), { kind: 'agent', id: 'anna' })).toMatchObject(
      {
        decision: 'skipped',
        reason: 'online',
      },
    );
  });

  it("takes the user's present address (R31)", () => {
    const user = { ...carla, email: 'new@kunde.example' };
    const now = circumstances({
      user,
      message: message({ author: { kind: 'agent', id: 'anna' } }),
    });
    expect(recheckRecipient(now, { kind: 'user', id: 'carla' })).toMatchObject({
      recipient: 'new@kunde.example',
      decision: 'mail',
    });
  });

  it('mails no agent whose address is the author’s by now (S8)', () => {
    const staff = [agent('anna', { aliases: ['carla@kunde.example'] })];
    expect(recheckRecipient(circumstances({ staff }), { kind: 'agent', id: 'anna' })).toMatchObject(
      {
        decision: 'skipped',
        reason: 'author',
      },
    );
  });

  it('returns nothing for people who are gone', () => {
    expect(recheckRecipient(circumstances(), { kind: 'agent', id: 'gone' })).toBeUndefined();
    expect(
      recheckRecipient(circumstances({ user: undefined }), { kind: 'user', id: 'carla' }),
    ).toBeUndefined();
  });
});
