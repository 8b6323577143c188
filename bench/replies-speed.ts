import EmailReplyParser from 'email-reply-parser';
import { JSDOM } from 'jsdom';
import planer from 'planer';
import type { ReplyInput } from '../functions/replies/choose-body.ts';
import { extractReply } from '../functions/replies/extract-reply.ts';

const MIN_RUN_MS = 1500;
const BATCH_MS = 100;
/** Until the engine has compiled both extractors, because compiling counts as their CPU time. */
const WARM_UP_BATCHES = 20;

/** Emails per second of CPU for each extractor on the same bodies, measured alternately in one run. */
export function compareSpeed(bodies: readonly ReplyInput[]): void {
  const texts = bodies.flatMap(({ text }) => (text ? [text] : []));
  const htmls = bodies.flatMap(({ html }) => (html ? [html] : []));
  const crisp = new EmailReplyParser();
  const { document } = new JSDOM().window;
  race('text', texts, 'email-reply-parser', {
    ours: (text) => extractReply({ text }),
    peer: (text) => crisp.parseReply(text),
  });
  race('HTML', htmls, 'planer', {
    ours: (html) => extractReply({ html }),
    peer: (html) => planer.extractFrom(html, 'text/html', document),
  });
}

type Extract = (body: string) => unknown;

function race(
  kind: string,
  bodies: readonly string[],
  name: string,
  run: { ours: Extract; peer: Extract },
): void {
  if (bodies.length === 0) return;
  const ours = { done: 0, ms: 0 };
  const peer = { done: 0, ms: 0 };
  for (let round = 0; round < WARM_UP_BATCHES; round++) {
    batch(bodies, run.ours);
    batch(bodies, run.peer);
  }
  while (ours.ms + peer.ms < 2 * MIN_RUN_MS) {
    add(ours, batch(bodies, run.ours));
    add(peer, batch(bodies, run.peer));
  }
  const [a, b] = [ours, peer].map(({ done, ms }) => (done / ms) * 1000) as [number, number];
  console.log(
    `${kind.padEnd(5)} ${bodies.length} bodies: ours ${a.toFixed(0)}/s, ${name} ${b.toFixed(0)}/s, ratio ${(a / b).toFixed(1)}`,
  );
}

function add(sum: { done: number; ms: number }, part: { done: number; ms: number }): void {
  sum.done += part.done;
  sum.ms += part.ms;
}

/** Runs whole rounds, so that each body counts equally. An exception of a peer counts as an answer. */
function batch(bodies: readonly string[], extract: Extract): { done: number; ms: number } {
  const before = process.cpuUsage();
  let ms = 0;
  let done = 0;
  do {
    for (const body of bodies) {
      try {
        extract(body);
      } catch {
        // counted as an answer
      }
    }
    done += bodies.length;
    const { user, system } = process.cpuUsage(before);
    ms = (user + system) / 1000;
  } while (ms < BATCH_MS);
  return { done, ms };
}
