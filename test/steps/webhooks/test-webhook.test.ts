import { describe, expect, it } from 'vitest';
import { testWebhook } from '../../../functions/steps/webhooks/test-webhook.ts';
import { answering, makeWorld, NOW, portsOf } from './fake-webhook.ts';

describe('testWebhook', () => {
  it('posts one signed trial event, and says how the receiver answered', async () => {
    const world = makeWorld(answering(204));
    const result = await testWebhook('chat', 'evt_t', portsOf(world));
    expect(result).toEqual({ eventId: 'evt_t', delivered: true, status: 204 });
    const [post, ...others] = world.posts;
    expect(others).toEqual([]);
    expect(post?.headers).toEqual({ 'webhook-id': 'evt_t', secrets: 'new old' });
    expect(JSON.parse(post?.body ?? '')).toEqual({
      type: 'webhook.test',
      timestamp: new Date(NOW).toISOString(),
      data: { webhookId: 'chat' },
    });
  });

  it('is not repeated after a failure, whose reason it gives', async () => {
    const world = makeWorld(() => ({ kind: 'failed', why: 'ECONNREFUSED' }));
    const result = await testWebhook('chat', 'evt_t', portsOf(world));
    expect(result).toEqual({ eventId: 'evt_t', delivered: false, error: 'ECONNREFUSED' });
    expect(world.queued).toEqual([]);
  });

  it('knows no webhook that does not exist', async () => {
    const world = makeWorld(answering(204));
    world.webhook = undefined;
    expect(await testWebhook('chat', 'evt_t', portsOf(world))).toBeUndefined();
    expect(world.posts).toEqual([]);
  });
});
