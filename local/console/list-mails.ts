import type { Outbox, OutboxMail } from '../engines/outbox.ts';
import { readMail } from './read-mail.ts';

/** A row of the list of sent mails. */
export interface MailSummary {
  sesMessageId: string;
  at: string;
  to: string[];
  from: string;
  subject: string;
  /** From the tag in the display name: `"LC1000-473412"` belongs to conversation 1000. */
  conversationId?: string;
}

const TAG = /(?:^|[\s|])[A-Za-z]{1,8}(\d{1,10})-\d{4,6}(?=[\s"<]|$)/;
const MAX_LISTED = 200;
/** Mails that are kept parsed. */
const MAX_KNOWN = 1000;

/** The newest mails of all or of one conversation, newest first. Each is parsed once. */
export function makeMailList(outbox: Outbox): (conversationId?: string) => Promise<MailSummary[]> {
  const known = new Map<string, MailSummary>();
  return (conversationId) => {
    // our Message-ID begins with the conversation's number
    const words = conversationId && `Message-ID: <${conversationId}-`;
    const mails = outbox.newest(MAX_LISTED, words);
    if (known.size > MAX_KNOWN) known.clear();
    return Promise.all(
      mails.map(async (mail) => {
        const summary = known.get(mail.sesMessageId) ?? (await summarise(mail));
        known.set(mail.sesMessageId, summary);
        return summary;
      }),
    );
  };
}

async function summarise({ raw, sesMessageId, at, to }: OutboxMail): Promise<MailSummary> {
  const { from, subject } = await readMail(raw);
  const conversationId = TAG.exec(from)?.[1];
  return { sesMessageId, at, to, from, subject, ...(conversationId && { conversationId }) };
}
