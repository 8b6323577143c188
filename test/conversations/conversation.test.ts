import { expect, it } from 'vitest';
import { shownMessage } from '../../functions/conversations/conversation.ts';
import { message } from './recipients/recipient-scene.ts';

it('shows neither whose erasure removes a notice (S19), nor the Message-ID of a mail', () => {
  const notice = message({ author: { kind: 'system' }, flags: ['bounced'] });
  const stored = { about: { kind: 'user', id: 'carla' }, mailMessageId: '<1@a.example>' } as const;
  expect(shownMessage({ ...notice, ...stored })).toEqual(notice);
});
