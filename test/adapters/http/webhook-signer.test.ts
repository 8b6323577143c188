import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createWebhookSigner } from '../../../functions/adapters/http/webhook-signer.ts';

const signer = createWebhookSigner();
const BODY = '{"type":"message.created"}';

describe('sign', () => {
  it('is accepted by the public library with each of two secrets', () => {
    const secrets = [signer.newSecret(), signer.newSecret()];
    const headers = signer.sign(secrets, 'evt_1', Date.now(), BODY);
    for (const secret of secrets) {
      expect(new Webhook(secret).verify(BODY, headers)).toEqual({ type: 'message.created' });
    }
    expect(() => new Webhook(signer.newSecret()).verify(BODY, headers)).toThrow();
    expect(() => new Webhook(secrets[0] ?? '').verify(`${BODY} `, headers)).toThrow();
  });

  it('uses a secret without the prefix as the key itself', () => {
    const headers = signer.sign(['a-plain-text-key'], 'evt_1', 1_790_000_000_500, BODY);
    const signed = `evt_1.1790000000.${BODY}`;
    const expected = createHmac('sha256', 'a-plain-text-key').update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('makes secrets of 32 octets', () => {
    const secret = signer.newSecret();
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  });
});
