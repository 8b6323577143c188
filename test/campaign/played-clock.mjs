/** The clock of a function's process: the real one plus what the campaign added (pass-time.ts). Timers are not changed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(process.env.CAMPAIGN_FOLDER, 'clock');
const READ_EVERY_MS = 200;
const RealDate = Date;
let added = 0;
let readAt = -Infinity;

function addedMs() {
  const now = RealDate.now();
  if (now - readAt < READ_EVERY_MS) return added;
  readAt = now;
  added = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return added;
}

globalThis.Date = class PlayedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + addedMs());
    else super(...given);
  }

  static now() {
    return RealDate.now() + addedMs();
  }
};
