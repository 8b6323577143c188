import type { Outbox, OutboxMail } from '../engines/outbox.ts';
import { readMail } from './read-mail.ts';

/** A row of the list of sent mails. */
export interface MailSummary {
  sesMessageId: string;
  at: string;
  to: string[];
  from: string;
  subject: string;
  /** None of a question to an agent. */
  conversationId?: string;
}

/** Our Message-ID begins with the conversation's number: `<1000-01M8HV0MN8….user@piping.example>`. */
const OF_CONVERSATION = /^<(\d{1,10})-[0-9A-Z]+\./;
const MAX_LISTED = 200;
/** Mails that are kept parsed. */
const MAX_KNOWN = 1000;

/** The newest mails of all or of one conversation, newest first. Each is parsed once. */
export function makeMailList(outbox: Outbox): (conversationId?: string) => Promise<MailSummary[]> {
  const known = new Map<string, MailSummary>();
  return (conversationId) => {
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
  const { from, subject, messageId } = await readMail(raw);
  const conversationId = OF_CONVERSATION.exec(messageId)?.[1];
  return { sesMessageId, at, to, from, subject, ...(conversationId && { conversationId }) };
}
