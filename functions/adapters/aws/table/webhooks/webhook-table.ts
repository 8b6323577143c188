import type { Webhook, WebhookStore } from '../../../../steps/webhooks/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { withoutRevision } from '../items/people-items.ts';
import { webhookItem } from '../items/webhook-items.ts';
import { keys, PARTITIONS } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { ifRevision, put } from '../write.ts';

const change = (
  items: ItemStore,
  ...[webhookId, make]: Parameters<WebhookStore['change']>
): Promise<Webhook | undefined> =>
  tryUntilDone(`writing webhook ${webhookId}`, async () => {
    const key = keys.webhook(webhookId);
    const stored = await items.get(webhookItem, key);
    const webhook = make(withoutRevision(stored));
    if (!webhook) return undefined;
    const revision = (stored?.revision ?? 0) + 1;
    const result = await items.write(
      put(webhookItem, key, { ...webhook, revision }, ifRevision(stored?.revision)),
    );
    return result.isDone ? webhook : AGAIN;
  });

/** Where events are to be told. Of their secrets it holds versions alone; the secrets are in Secrets Manager. */
export function createWebhookTable(items: ItemStore): WebhookStore {
  return {
    list: async () => {
      // who is told of events may be as of a moment ago, also where it is nobody
      const query = { partition: PARTITIONS.webhooks, mayBeStale: items.isEventual };
      const webhooks = await items.all(webhookItem, query);
      return webhooks.map((one) => withoutRevision<Webhook>(one));
    },
    find: async (id) => withoutRevision(await items.get(webhookItem, keys.webhook(id))),
    change: (id, make) => change(items, id, make),
    remove: async (id) => Boolean(await items.remove(webhookItem, keys.webhook(id))),
  };
}
