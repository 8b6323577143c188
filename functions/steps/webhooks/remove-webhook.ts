import type { WebhookSecretRemover, WebhookStore } from './ports.ts';

/** PUTs of the same webhook that may come between. */
const MAX_TRIES = 5;

/** Removes a webhook and its secret. False: there is no such webhook. */
export async function removeWebhook(
  webhookId: string,
  {
    webhooks,
    secrets,
  }: { webhooks: Pick<WebhookStore, 'find' | 'remove'>; secrets: WebhookSecretRemover },
): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const webhook = await webhooks.find(webhookId);
    // gone at a further try: the SDK repeated the removal, because its answer was lost
    if (!webhook) return tries > 0;
    // the secret first: if this call is killed, the next one still finds the webhook it belongs to
    await secrets.remove(webhookId);
    // otherwise it was put meanwhile, and its secret with it
    if (await webhooks.remove(webhook)) return true;
  }
  throw new Error(`webhook ${webhookId} was put ${MAX_TRIES} times while it was removed`);
}
