import { arrivalOf } from '../mail-record.ts';
import type { MailRecord } from '../ports.ts';
import type { RawMail, RawMailStore, ReadMailPorts } from './ports.ts';
import { type Reading, readMail } from './read-mail.ts';

/** Reads a recorded mail again, as it arrived; undefined: its octets are gone. */
export async function readAgain(
  record: MailRecord,
  ports: ReadMailPorts & { rawMails: RawMailStore },
): Promise<{ raw: RawMail; reading: Reading } | undefined> {
  const raw = await ports.rawMails.find(record.mailId);
  return raw && { raw, reading: await readMail(raw, arrivalOf(record), ports) };
}
