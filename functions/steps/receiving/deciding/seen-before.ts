import { plusPart } from '../../../conversations/signals/collect-signals.ts';
import { isCoveredByProof } from '../../../mail/verdicts/is-covered-by-proof.ts';
import type { InboundStore } from '../ports.ts';
import { mailFingerprint } from '../reading/mail-fingerprint.ts';
import type { MailContext } from './mail-decision.ts';

/**
 * Whether an old mail of this agent is replayed, under another Message-ID or to other recipients (DKIM replay). A signature that covers
 * neither To nor Cc, such as Microsoft 365's, stays valid wherever the mail is sent again. Then the piping address in To or Cc proves
 * nothing, and a mail that was seen before proves no agent. Every staff mail is noted, so that a replay is recognised.
 */
export async function isSeenBefore(context: MailContext, inbound: InboundStore): Promise<boolean> {
  const { message, arrival } = context.mail;
  // S15's fingerprint without the Message-ID; with the Date only if it is signed, as anybody may change it otherwise
  const date = covers(context, 'date') ? message.date : undefined;
  const fingerprint = mailFingerprint({ ...message, date, messageId: undefined });
  const first = await inbound.noteSeen(fingerprint, arrival.mailId);
  return first !== arrival.mailId && !isAddressedByProof(context);
}

const covers = ({ mail, author }: MailContext, field: string) =>
  isCoveredByProof(mail.message.headerFields, author.address, mail.verdicts, field);

/**
 * Whether a recipient field that the proof covers holds the piping address. Without a plus part that address names no conversation: a
 * thief names his own in a field that nothing signs (Delivered-To). So it counts only where we send no other.
 */
function isAddressedByProof(context: MailContext): boolean {
  const { mail, settings } = context;
  return (['to', 'cc'] as const).some(
    (field) =>
      mail.message[field].some(({ address }) => {
        const part = plusPart(address, settings['sender-address']);
        return part !== undefined && (part !== '' || !settings['reply-tokens']);
      }) && covers(context, field),
  );
}
