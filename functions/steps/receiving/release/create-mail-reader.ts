import type { ReceiveMailPorts } from '../ports.ts';
import { readContents } from '../reading/read-contents.ts';
import type { MailReader } from './ports.ts';
import { releaseOnOrder } from './release-order.ts';
import { previewReplay, replayMail } from './replay-mail.ts';

/** The reader in the function that parses mails. What a release or replay made of a mail stands in its record. */
export const createMailReader = (ports: ReceiveMailPorts): MailReader => ({
  async contents(mailId) {
    const record = await ports.inbound.find(mailId);
    return record && readContents(record, ports);
  },
  preview: (mailId) => previewReplay(mailId, ports),
  replay: async (mailId) => (await replayMail(mailId, ports)).kind,
  async release(mailId, order) {
    const result = await releaseOnOrder(mailId, order, ports);
    return result.kind === 'not-readable' ? result : { kind: result.kind };
  },
});
