import { readAuthor } from './authors/read-author.ts';
import { headerValues } from './header-fields.ts';
import type { HeaderField, Message } from './message.ts';
import { assembleParts } from './parts/assemble-parts.ts';
import type { CertifiedMail } from './parts/part-store.ts';
import { readMessageFields } from './read-message-fields.ts';

/** The author of every envelope: `"Per conto di: anna@pec.example" <posta-certificata@provider>` (DM 2 November 2005, rule 6.3.4). */
const PROVIDER = /^posta-certificata[^@]*@/;

/**
 * Whether a mail is the envelope in which an Italian PEC provider delivers another mail (S21);
 * `errore`: one from outside PEC. X-Trasporto alone is no proof, because no signature covers it:
 * whoever resends a signed mail could add it, and have an attached mail read as its author's words.
 */
export const isCertifiedMail = (headerFields: HeaderField[]) =>
  PROVIDER.test(readAuthor(headerValues({ headerFields }, 'from'))?.address ?? '') &&
  headerValues({ headerFields }, 'x-trasporto').some((value) =>
    /^(?:posta-certificata|errore)\b/i.test(value.trim()),
  );

/**
 * Reads a certified mail through its envelope: text, files and subject are those of the inner mail. The author stays the provider, who
 * signed the envelope, but with the name of the inner author. The inner mail's In-Reply-To and References count when the envelope has none.
 */
export async function openCertified(
  envelope: Message,
  { store, headerFields }: CertifiedMail,
): Promise<Message> {
  const inner = readMessageFields(headerFields);
  const author = envelope.author && {
    ...envelope.author,
    name: inner.author?.name || envelope.author.name,
  };
  const answersNothing = envelope.inReplyTo.length + envelope.references.length === 0;
  return {
    ...envelope,
    author,
    from: author ? [author] : envelope.from,
    ...(await assembleParts(store)),
    subject: inner.subject,
    inside: { headerFields, author: inner.author, from: inner.from },
    ...(answersNothing && { inReplyTo: inner.inReplyTo, references: inner.references }),
  };
}
