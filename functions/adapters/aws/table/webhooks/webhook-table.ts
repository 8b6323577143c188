import type { Webhook, WebhookStore } from '../../../../steps/webhooks/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { webhookItem } from '../items/webhook-items.ts';
import { keys, ranges } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { ifStill, putRevision, remove } from '../write.ts';

const change = (
  items: ItemStore,
  webhookId: string,
  make: (webhook: Webhook | undefined) => Webhook | undefined,
): Promise<Webhook | undefined> =>
  tryUntilDone(`writing webhook ${webhookId}`, async () => {
    const key = keys.webhook(webhookId);
    const stored = await items.getRevised(webhookItem, key);
    const webhook = make(stored?.value);
    if (!webhook) return undefined;
    const result = await items.write(putRevision(webhookItem, key, webhook, stored));
    return result.isDone ? webhook : AGAIN;
  });

/** Webhooks. An item holds only versions of its secrets; the secrets are in Secrets Manager. */
export function createWebhookTable(items: ItemStore): WebhookStore {
  return {
    list: () => items.all(webhookItem, ranges.webhooks()),
    find: (id) => items.get(webhookItem, keys.webhook(id)),
    change: (id, make) => change(items, id, make),
    remove: async ({ webhookId, putAt }) =>
      (await items.write(remove(keys.webhook(webhookId), ifStill({ putAt })))).isDone,
  };
}
