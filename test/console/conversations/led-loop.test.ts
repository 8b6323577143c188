import { afterAll, expect, it, vi } from 'vitest';

/** What the pipeline answers to the page, by the call's path. */
const ANSWERS: Record<string, unknown> = {
  '/v1/agents?limit=1': { agents: [{ agentId: 'bob' }] },
  '/v1/conversations/1000/messages': { messageId: 'm' },
  '/local/console/mails?conversationId=1000': [
    { sesMessageId: 'to-agent', to: ['bob@team.example'] },
    { sesMessageId: 'to-carla', to: ['carla@customer.example'] },
  ],
};

vi.stubGlobal('fetch', async (path: string) => Response.json(ANSWERS[path]));
vi.stubGlobal('document', {
  getElementById: () => ({ textContent: '{"apiToken":"local-token"}' }),
});
const { answerInTheChat } = await import('../../../console/conversations/led-loop.ts');

afterAll(() => vi.unstubAllGlobals());

it('has the customer reply to her own mail, where agents are mailed, too', async () => {
  const loop = await answerInTheChat({ step: 1, conversationId: '1000' }, 'en');
  expect(loop.sesMessageId).toBe('to-carla');
});
