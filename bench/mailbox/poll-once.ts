/** The life of one function: polls until the mailbox is empty, then prints what it cost. Its argument is one JSON text. */
import { pollMailboxes } from '../../functions/steps/polling/poll-mailboxes.ts';
import { worldPorts } from '../../test/mailboxes/mailbox-world.ts';
import { connectAws } from '../../test/support/start-aws.ts';

const RUN_MS = 270_000;
const MAX_RUNS = 100;
const KILOBYTES_PER_MEGABYTE = 1024;

const { endpoints, names, mailbox, password, activatedAtMs } = JSON.parse(process.argv[2] ?? '{}');
const ports = worldPorts({ ...connectAws(endpoints), ...names }, [mailbox], {
  passwords: new Map([[mailbox.secret, password]]),
  activatedAtMs,
});

let taken = 0;
for (let run = 0; run < MAX_RUNS; run += 1) {
  const stopAtMs = Date.now() + RUN_MS;
  const { mailboxes } = await pollMailboxes(ports, {}, { stopAtMs, cutAtMs: stopAtMs });
  const [report] = mailboxes;
  if (!report || report.error) throw new Error(report?.error ?? 'no report');
  taken += report.taken;
  if (!report.isUnfinished) break;
}
const peakMegabytes = process.resourceUsage().maxRSS / KILOBYTES_PER_MEGABYTE;
console.log(JSON.stringify({ taken, peakMegabytes }));
process.exit(0);
