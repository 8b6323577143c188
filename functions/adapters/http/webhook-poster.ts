import type { TargetPolicy } from './judge-address.ts';
import { createWebhookSender } from './webhook-sender.ts';
import { createWebhookSigner } from './webhook-signer.ts';

/** What signs events and posts them. */
export const openWebhookPoster = (policy: TargetPolicy) => ({
  sender: createWebhookSender(policy),
  signer: createWebhookSigner(),
});
