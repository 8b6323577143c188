import type { EventType } from '../../conversations/events/event.ts';
import type { Clock } from '../ports.ts';
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

interface PutResult {
  webhook: Webhook;
  generatedSecret?: string;
}

/** DELETEs of the same webhook that may come between. */
const MAX_TRIES = 5;

/** Creates or replaces a webhook; a disabled one is enabled again. `generatedSecret` is returned only this once. */
export async function putWebhook(given: GivenWebhook, ports: PutWebhookPorts): Promise<PutResult> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const result = await putOnce(given, ports);
    if (result) return result;
  }
  throw new Error(`webhook ${given.webhookId} was removed ${MAX_TRIES} times while it was put`);
}

/** Undefined: the webhook was removed meanwhile, and its secret with it. */
async function putOnce(
  given: GivenWebhook,
  ports: PutWebhookPorts,
): Promise<PutResult | undefined> {
  const { webhookId } = given;
  const before = (await ports.webhooks.find(webhookId)) ?? (await beginWebhook(given, ports));
  const hasSecret = before !== undefined && before.secrets.length > 0;
  const generatedSecret = given.secret || hasSecret ? undefined : ports.signer.newSecret();
  const secret = given.secret ?? generatedSecret;
  // before the webhook names it, so that none is in service without a secret
  const version = secret && (await ports.secrets.put(webhookId, secret));
  const nowMs = ports.clock.now();
  const putAt = new Date(nowMs).toISOString();
  const webhook = await ports.webhooks.change(webhookId, (now) => {
    const secrets = now && rotate(now, version, nowMs);
    if (!secrets) return undefined;
    const { deadDeliveries } = now;
    const createdAt = isBegun(now) ? putAt : now.createdAt;
    const listensSince = isListening(now, given) ? (now.listensSince ?? createdAt) : putAt;
    return { ...described(given), secrets, deadDeliveries, createdAt, putAt, listensSince };
  });
  return webhook && { webhook, ...(generatedSecret && { generatedSecret }) };
}

const described = ({ webhookId, url, events }: GivenWebhook) => ({
  webhookId,
  url,
  events: [...new Set(events)],
});

/**
 * Writes a new webhook before its secret, out of service. If this call is killed in between, whoever lists the webhooks sees it, and a
 * DELETE finds the secret by it.
 */
function beginWebhook(given: GivenWebhook, { webhooks, clock }: PutWebhookPorts) {
  const at = new Date(clock.now()).toISOString();
  const begun = { secrets: [], disabledAt: at, deadDeliveries: 0, createdAt: at, putAt: at };
  return webhooks.change(given.webhookId, (now) => now ?? { ...described(given), ...begun });
}

const isBegun = ({ secrets, disabledAt }: Webhook) =>
  secrets.length === 0 && disabledAt !== undefined;

/** A backend may put its webhook at each start: what is owed to it stays owed if the PUT subscribes to nothing new. */
const isListening = ({ events, disabledAt }: Webhook, given: GivenWebhook) =>
  disabledAt === undefined && given.events.every((type) => events.includes(type));

/** Those that sign at this time, newest first. */
export const validSecrets = ({ secrets }: Webhook, nowMs: number): WebhookSecret[] =>
  secrets.filter(({ validUntil }) => validUntil === undefined || validUntil > nowMs);

/** Newest first; undefined: there is no secret, neither stored nor given. */
function rotate(
  before: Webhook,
  version: string | undefined,
  nowMs: number,
): WebhookSecret[] | undefined {
  const valid = validSecrets(before, nowMs);
  if (version === undefined) return valid.length > 0 ? valid : undefined;
  const former = valid
    .filter((one) => one.version !== version)
    .map((one) => ({ ...one, validUntil: one.validUntil ?? nowMs + ROTATION_MS }));
  return [{ version }, ...former].slice(0, MAX_SECRETS);
}
