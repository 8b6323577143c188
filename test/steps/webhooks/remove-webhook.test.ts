import { beforeEach, describe, expect, it } from 'vitest';
import { removeWebhook } from '../../../functions/steps/webhooks/remove-webhook.ts';

/** When the webhook was put; undefined: there is none. */
let putAt: string | undefined;
let hasSecret: boolean;
/** Happens once, before the webhook is removed. */
let meanwhile: () => void;
let isAnswerLost: boolean;

beforeEach(() => {
  putAt = 'first';
  hasSecret = true;
  meanwhile = () => {};
  isAnswerLost = false;
});

const webhook = () => ({
  webhookId: 'chat',
  url: 'https://a.example',
  events: [],
  secrets: [],
  deadDeliveries: 0,
  createdAt: 'first',
  putAt: putAt ?? '',
});

const remove = () =>
  removeWebhook('chat', {
    webhooks: {
      find: async () => (putAt === undefined ? undefined : webhook()),
      remove: async (read) => {
        meanwhile();
        meanwhile = () => {};
        const isAsRead = read.putAt === putAt;
        if (isAsRead) putAt = undefined;
        return isAsRead && !isAnswerLost;
      },
    },
    secrets: {
      remove: async () => {
        hasSecret = false;
      },
    },
  });

describe('removeWebhook', () => {
  it('removes a webhook and its secret', async () => {
    expect(await remove()).toBe(true);
    expect([putAt, hasSecret]).toEqual([undefined, false]);
  });

  it('says that there is none', async () => {
    putAt = undefined;
    expect(await remove()).toBe(false);
  });

  it('leaves no secret of a webhook that was put meanwhile (S15)', async () => {
    meanwhile = () => {
      putAt = 'again';
      hasSecret = true;
    };
    expect(await remove()).toBe(true);
    expect([putAt, hasSecret]).toEqual([undefined, false]);
  });

  it('is done if the SDK repeated the removal, because its answer was lost (S15)', async () => {
    isAnswerLost = true;
    expect(await remove()).toBe(true);
  });
});
