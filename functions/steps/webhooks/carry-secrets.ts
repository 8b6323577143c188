import type {
  PlainSecret,
  Webhook,
  WebhookSecret,
  WebhookSecretWriter,
  WebhookStore,
} from './ports.ts';

export interface CarrySecretsPorts {
  webhooks: Pick<WebhookStore, 'change'>;
  secrets: WebhookSecretWriter;
}

export const isPlain = (one: WebhookSecret | PlainSecret): one is PlainSecret => 'secret' in one;

/** Moves secrets that 0.1.0 put into the table to Secrets Manager. Returns the webhook afterwards; undefined if it is gone. */
export async function carrySecrets(
  webhook: Webhook,
  { webhooks, secrets }: CarrySecretsPorts,
): Promise<Webhook | undefined> {
  const { webhookId } = webhook;
  const plain = webhook.secrets.filter(isPlain);
  if (plain.length === 0) return webhook;
  const versions = new Map<string, string>();
  // newest last: Secrets Manager keeps the last two versions, which have staging labels, for good
  for (const { secret } of plain.toReversed()) {
    versions.set(secret, await secrets.put(webhookId, secret));
  }
  return webhooks.change(
    webhookId,
    (before) => before && { ...before, secrets: before.secrets.map((one) => moved(one, versions)) },
  );
}

function moved(one: WebhookSecret | PlainSecret, versions: Map<string, string>) {
  const version = isPlain(one) ? versions.get(one.secret) : undefined;
  if (version === undefined) return one;
  return { version, ...(one.validUntil !== undefined && { validUntil: one.validUntil }) };
}
