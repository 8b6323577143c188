import { isPipingAddress } from '../../../mail/addresses.ts';
import { isCoveredByProof } from '../../../mail/verdicts/is-covered-by-proof.ts';
import { mailFingerprint } from '../mail-fingerprint.ts';
import type { ReceiveMailPorts } from '../ports.ts';
import type { MailContext } from './mail-decision.ts';

/**
 * Whether an old mail of this agent comes again under another Message-ID or for somebody else (DKIM replay). A signature that names neither
 * To nor Cc, as Microsoft 365 makes them, holds wherever the mail is sent again: then the piping address is nobody's word, and a mail that
 * was seen before proves no agent. Every staff mail is noted, so that it is known when it comes again.
 */
export async function isSeenBefore(
  context: MailContext,
  { inbound }: Pick<ReceiveMailPorts, 'inbound'>,
): Promise<boolean> {
  const { message, arrival } = context.mail;
  // S15's fingerprint without the Message-ID, and without a Date that anybody may have changed
  const date = covers(context, 'date') ? message.date : undefined;
  const fingerprint = mailFingerprint({ ...message, date, messageId: undefined });
  const first = await inbound.noteSeen(fingerprint, arrival.mailId);
  return first !== arrival.mailId && !isAddressedByProof(context);
}

const covers = ({ mail, author }: MailContext, field: string) =>
  isCoveredByProof(mail.message.headerFields, author.address, mail.verdicts, field);

/** The piping address stands where the proof covers it. */
function isAddressedByProof(context: MailContext): boolean {
  const { message } = context.mail;
  return (['to', 'cc'] as const).some(
    (field) =>
      message[field].some(({ address }) =>
        isPipingAddress(address, context.settings['sender-address']),
      ) && covers(context, field),
  );
}
