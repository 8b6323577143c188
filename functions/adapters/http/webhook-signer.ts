import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { WebhookSigner } from '../../steps/webhooks/ports.ts';

/** Standard Webhooks asks for 24 to 64 octets. */
const SECRET_BYTES = 32;

const PREFIX = 'whsec_';

/** A secret without the prefix is the key itself. */
const readSecret = (secret: string) =>
  secret.startsWith(PREFIX) ? new Webhook(secret) : new Webhook(secret, { format: 'raw' });

/** Signs by the library of Standard Webhooks; during a rotation with one signature for each secret, separated by blanks. */
export function createWebhookSigner(): WebhookSigner {
  return {
    newSecret: () => PREFIX + randomBytes(SECRET_BYTES).toString('base64'),
    sign: (secrets, eventId, nowMs, body) => {
      const at = new Date(nowMs);
      return {
        'content-type': 'application/json',
        'user-agent': 'email-piping',
        'webhook-id': eventId,
        'webhook-timestamp': String(Math.floor(nowMs / 1000)),
        'webhook-signature': secrets
          .map((secret) => readSecret(secret).sign(eventId, at, body))
          .join(' '),
      };
    },
  };
}
