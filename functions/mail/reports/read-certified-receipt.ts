import { normaliseAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { DeliveryReport, Message, ReportedRecipient } from '../message.ts';
import { readMessageIds } from '../message-ids.ts';

/** Characters of the text that are read; a receipt has a few lines. */
const MAX_SCANNED_CHARACTERS = 8 * 1024;
/** What each kind of receipt says about the mail (PEC, technical rules of 2 November 2005, §6.5). */
const ACTIONS: Record<string, ReportedRecipient['action']> = {
  'avvenuta-consegna': 'delivered',
  'errore-consegna': 'failed',
  'preavviso-errore-consegna': 'delayed',
  'non-accettazione': 'failed',
  'rilevazione-virus': 'failed',
};
/** `… e destinato all'utente "anna@pec.example" è stato rilevato un errore …` */
const RECIPIENT =
  /(?:destinat[oa]|indirizzat[oa]|consegnat[oa]|utente|casella)[^"<\n]{0,80}["<]([^\s"<>]{3,254})[">]/i;

/** What a receipt of certified mail says about the mail that it names (S5, S21). Undefined when it is no receipt or names no recipient. */
export function readCertifiedReceipt(
  message: Pick<Message, 'headerFields' | 'text'>,
): DeliveryReport | undefined {
  const kind = headerValues(message, 'x-ricevuta')[0]?.trim().toLowerCase() ?? '';
  const action = ACTIONS[kind];
  const text = (message.text ?? '').slice(0, MAX_SCANNED_CHARACTERS);
  const recipient = normaliseAddress(RECIPIENT.exec(text)?.[1] ?? '');
  if (action === undefined || recipient === undefined) return undefined;
  const ids = readMessageIds(headerValues(message, 'x-riferimento-message-id'));
  return { recipients: [{ recipient, action }], originalMessageId: ids[0] };
}
