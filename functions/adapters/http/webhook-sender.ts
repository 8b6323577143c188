import type { PostResult, WebhookSender } from '../../steps/webhooks/ports.ts';
import { refusalOfNewUrl, refusalOfUrl } from './check-url.ts';
import type { TargetPolicy } from './is-callable.ts';
import { postOnce } from './post-once.ts';
import { type Resolve, resolveTarget } from './resolve-target.ts';

/** From the DNS look-up to the end of the answer. */
const POST_DEADLINE_MS = 10_000;

/** Calls webhook targets: the address is checked and pinned, time and answer are bounded. */
export function createWebhookSender(
  policy: TargetPolicy,
  resolve?: Resolve,
  deadlineMs = POST_DEADLINE_MS,
): WebhookSender {
  return {
    refusalOf: (url) => refusalOfNewUrl(url, policy),
    async post(text, headers, body): Promise<PostResult> {
      const refusal = refusalOfUrl(text, policy);
      if (refusal !== undefined) return { kind: 'refused', why: `the URL ${refusal}` };
      const signal = AbortSignal.timeout(deadlineMs);
      try {
        const url = new URL(text);
        const target = await inTime(resolveTarget(url, policy, resolve), signal);
        if (typeof target === 'string') return { kind: 'refused', why: target };
        const answer = await postOnce({ url, target, headers, body, signal });
        return { kind: 'answered', ...answer };
      } catch (error) {
        return { kind: 'failed', why: describeError(error, deadlineMs) };
      }
    },
  };
}

/** Rejects at the deadline. A DNS look-up cannot be cancelled, so it is abandoned. */
function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
  ]);
}

/** Only an error code or name: what the receiver's network says about itself is not passed on. */
function describeError(error: unknown, deadlineMs: number): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return `no answer within ${deadlineMs / 1000} s`;
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
