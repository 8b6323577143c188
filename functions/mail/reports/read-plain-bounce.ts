import { normaliseAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { DeliveryReport, Message, ReportedRecipient } from '../message.ts';
import { readMessageIds } from '../message-ids.ts';
import { isDaemon } from './is-daemon.ts';

/** Characters of the text that are looked at: what is said stands at the top, the mail it is about below. */
const MAX_SCANNED_CHARACTERS = 32 * 1024;
const MAX_RECIPIENTS = 10;
/** How servers say in plain words that a mail was not delivered: qmail, Exim, sendmail, Postfix, Gmail, Exchange, Courier. */
const SAID =
  /qmail-send program|unable to deliver your message|wasn't able to deliver|could not be delivered|couldn't be delivered|permanent(?:ly)? (?:fatal )?(?:error|fail)|delivery (?:to the following|has failed|failed)|undeliverable|undelivered mail|returned mail|user unknown|message that you sent could not/i;
/** An address at the beginning of a line, as servers list those that failed. */
const LISTED = /^[ \t]*<?([^\s<>"(),:;]{1,128}@[^\s<>"(),:;]{1,125})>?(?=[:\s]|$)/gm;
const STATUS = /\b([45]\.\d{1,3}\.\d{1,3})\b/;
const REPLY_CODE = /\b([45])[0-5]\d[ -]/;

/**
 * What a bounce without RFC 3464 says of whom, as qmail writes it: who failed, and the id of the mail that is quoted below. Undefined: it is
 * none, or names nobody. Only a mail from a daemon is looked at.
 */
export function readPlainBounce(
  message: Pick<Message, 'headerFields' | 'author' | 'subject' | 'text'>,
): DeliveryReport | undefined {
  const failed = headerValues(message, 'x-failed-recipients').join(',').split(',');
  const text = (message.text ?? '').slice(0, MAX_SCANNED_CHARACTERS);
  if (!isDaemon(message) || !SAID.test(`${message.subject}\n${text}`)) return undefined;
  const [said = '', original = ''] = splitOriginal(text);
  const listed = [...said.matchAll(LISTED)].map(([, address = '']) => address);
  const addresses = [...failed, ...listed].flatMap((each) => normaliseAddress(each) ?? []);
  const recipients = [...new Set(addresses)].slice(0, MAX_RECIPIENTS);
  if (recipients.length === 0) return undefined;
  const status = STATUS.exec(said)?.[1] ?? classOf(said);
  return {
    recipients: recipients.map(
      (recipient): ReportedRecipient => ({ recipient, action: 'failed', status }),
    ),
    originalMessageId: readMessageIds([
      /^message-id:(.*(?:\n[ \t].*)?)/im.exec(original)?.[1] ?? '',
    ]).at(0),
  };
}

/** The mail that was not delivered stands below, with its header. */
function splitOriginal(text: string): string[] {
  const at = text.search(/^(?:>\s*)?(?:return-path|received|from|message-id|date|subject):/im);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
}

const classOf = (said: string) => {
  const digit = REPLY_CODE.exec(said)?.[1];
  return digit && `${digit}.0.0`;
};
