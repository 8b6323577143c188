import type { ReceiveMailPorts } from '../ports.ts';
import { readContents } from '../reading/read-contents.ts';
import type { MailReader } from './ports.ts';
import { releaseMail } from './release-mail.ts';
import { previewReplay, replayMail } from './replay-mail.ts';

/** The reader in the function that parses mails. What a release or replay made of a mail stands in its record. */
export const createMailReader = (ports: ReceiveMailPorts): MailReader => ({
  async contents(mailId) {
    const record = await ports.inbound.find(mailId);
    return record && readContents(record, ports);
  },
  preview: (mailId) => previewReplay(mailId, ports),
  replay: (mailId) => replayMail(mailId, ports),
  release: (mailId, order) => releaseMail(mailId, order, ports),
});
