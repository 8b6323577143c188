import { type Intake, MailTaker } from '../../../functions/steps/polling/mail-taker.ts';
import { type FakeLease, type FakeMailbox, NOW, visitFake } from './fake-mailbox.ts';

export const HOUR_MS = 3_600_000;

/** The mails that one poll takes, in order, and its report. */
export async function pollFake(
  session: FakeMailbox,
  lease: FakeLease,
  options: Parameters<typeof visitFake>[2] & { stopAtMs?: number } = {},
) {
  const taken: string[] = [];
  const intake: Intake = { taken: 0, skipped: 0, errors: [] };
  const visit = visitFake(session, lease, options);
  const ports = {
    mails: {
      async put(_: string, __: string, mail: { sha256: string }) {
        taken.push(mail.sha256);
        return `polled/${mail.sha256}`;
      },
    },
    queue: { enqueue: async () => undefined },
  };
  const uids = await session.listUids(visit.progress.listsAbove);
  let error: unknown;
  let isComplete = false;
  try {
    isComplete = await new MailTaker(ports, visit, intake).takeAll(
      uids,
      options.stopAtMs ?? NOW + HOUR_MS,
    );
    if (isComplete) await visit.progress.finishedListing(uids);
    await visit.progress.write();
  } catch (thrown) {
    error = thrown;
  }
  return { taken, intake, error, isComplete };
}
