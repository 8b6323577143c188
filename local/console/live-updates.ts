import type { ServerResponse } from 'node:http';
import type { Happening, Happenings } from '../events/happenings.ts';

/** Changes within this time are sent together. */
const GATHER_MS = 40;
/** A page that hears nothing for longer takes the connection for lost. */
const BEAT_EVERY_MS = 5_000;

/** Server-sent events (WHATWG HTML §9.2). Each `data` is a JSON list of what changed since the last one. */
export function streamHappenings(happenings: Happenings, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.write('retry: 1000\n\n');
  const waiting = new Map<string, Happening>();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    response.write(`data: ${JSON.stringify([...waiting.values()])}\n\n`);
    waiting.clear();
  };
  const stopListening = happenings.listen((happening) => {
    waiting.set(Object.values(happening).join(' '), happening);
    timer ??= setTimeout(flush, GATHER_MS);
  });
  const beat = setInterval(() => response.write('event: beat\ndata:\n\n'), BEAT_EVERY_MS);
  response.once('close', () => {
    stopListening();
    clearInterval(beat);
    clearTimeout(timer);
  });
}
