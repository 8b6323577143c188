import type { EventType } from '../../conversations/events/event.ts';
import type { Clock } from '../ports.ts';
import { carrySecrets, isPlain } from './carry-secrets.ts';
import type {
  Webhook,
  WebhookSecret,
  WebhookSecretWriter,
  WebhookSigner,
  WebhookStore,
} from './ports.ts';

/** How long a replaced secret stays valid, so that the receiver can be given the new one. */
const ROTATION_MS = 24 * 3_600_000;
/** The current secret and the former one. */
const MAX_SECRETS = 2;

export interface GivenWebhook {
  webhookId: string;
  url: string;
  events: EventType[];
  /** Undefined: the existing secret stays, or a new one is generated. */
  secret?: string;
}

interface PutWebhookPorts {
  webhooks: WebhookStore;
  secrets: WebhookSecretWriter;
  signer: WebhookSigner;
  clock: Clock;
}

/** Creates or replaces a webhook; a disabled one is enabled again. `generatedSecret` is returned only this once. */
export async function putWebhook(
  given: GivenWebhook,
  ports: PutWebhookPorts,
): Promise<{ webhook: Webhook; generatedSecret?: string }> {
  const { webhookId, url, events } = given;
  const found = await ports.webhooks.find(webhookId);
  const before = found && (await carrySecrets(found, ports));
  const hasSecret = before !== undefined && before.secrets.length > 0;
  const generatedSecret = given.secret || hasSecret ? undefined : ports.signer.newSecret();
  const secret = given.secret ?? generatedSecret;
  // the secret first, so that a webhook never exists without one
  const version = secret && (await ports.secrets.put(webhookId, secret));
  const nowMs = ports.clock.now();
  const putAt = new Date(nowMs).toISOString();
  const webhook = await ports.webhooks.change(webhookId, (now) => {
    if (found && !now) return undefined;
    const secrets = rotate(now, version, nowMs);
    return (
      secrets && {
        webhookId,
        url,
        events: [...new Set(events)],
        secrets,
        deadDeliveries: now?.deadDeliveries ?? 0,
        createdAt: now?.createdAt ?? putAt,
        putAt,
      }
    );
  });
  // the webhook was removed meanwhile, and its secret with it
  if (!webhook) return putWebhook(given, ports);
  return { webhook, ...(generatedSecret && { generatedSecret }) };
}

/** Newest first; undefined: there is no secret, neither stored nor given. */
function rotate(
  before: Webhook | undefined,
  version: string | undefined,
  nowMs: number,
): WebhookSecret[] | undefined {
  const valid = (before?.secrets ?? [])
    .filter((one): one is WebhookSecret => !isPlain(one))
    .filter(({ validUntil }) => validUntil === undefined || validUntil > nowMs);
  if (version === undefined) return valid.length > 0 ? valid : undefined;
  const former = valid
    .filter((one) => one.version !== version)
    .map((one) => ({ ...one, validUntil: one.validUntil ?? nowMs + ROTATION_MS }));
  return [{ version }, ...former].slice(0, MAX_SECRETS);
}
