import type { TargetPolicy } from './is-callable.ts';
import { createWebhookSender } from './webhook-sender.ts';
import { createWebhookSigner } from './webhook-signer.ts';

/** Signs and posts events. */
export const openWebhookPoster = (policy: TargetPolicy) => ({
  sender: createWebhookSender(policy),
  signer: createWebhookSigner(),
});
