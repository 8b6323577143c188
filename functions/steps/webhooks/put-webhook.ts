import type { EventType } from '../../conversations/event.ts';
import type { Clock } from '../ports.ts';
import type { Webhook, WebhookSigner, WebhookStore } from './ports.ts';

/** A secret that another replaces stays valid so long: time to bring the new one to the receiver. */
const ROTATION_MS = 24 * 3_600_000;
/** The new one and the one before. */
const MAX_SECRETS = 2;

export interface GivenWebhook {
  webhookId: string;
  url: string;
  events: EventType[];
  /** Undefined: the one that is there stays, or one is generated. */
  secret?: string;
}

/** Makes or replaces a webhook; a disabled one is in service again. `generatedSecret` is answered this once. */
export async function putWebhook(
  given: GivenWebhook,
  ports: { webhooks: WebhookStore; signer: WebhookSigner; clock: Clock },
): Promise<{ webhook: Webhook; generatedSecret?: string }> {
  const proposal = given.secret ?? ports.signer.newSecret();
  const nowMs = ports.clock.now();
  const webhook = await ports.webhooks.change(given.webhookId, (before) => ({
    webhookId: given.webhookId,
    url: given.url,
    events: [...new Set(given.events)],
    secrets: before ? rotate(before, given.secret, nowMs) : [{ secret: proposal }],
    deadDeliveries: before?.deadDeliveries ?? 0,
    createdAt: before?.createdAt ?? new Date(nowMs).toISOString(),
  }));
  const isGenerated = given.secret === undefined && webhook.secrets[0]?.secret === proposal;
  return { webhook, ...(isGenerated && { generatedSecret: proposal }) };
}

function rotate({ secrets }: Webhook, secret: string | undefined, nowMs: number) {
  const valid = secrets.filter(({ validUntil }) => validUntil === undefined || validUntil > nowMs);
  if (secret === undefined || secret === valid[0]?.secret) return valid;
  const former = valid
    .filter((one) => one.secret !== secret)
    .map((one) => ({ ...one, validUntil: one.validUntil ?? nowMs + ROTATION_MS }));
  return [{ secret }, ...former].slice(0, MAX_SECRETS);
}
