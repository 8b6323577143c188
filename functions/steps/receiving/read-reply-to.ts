import { plusPart } from '../../conversations/collect-signals.ts';
import type { MailContext } from './mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';

/**
 * The Reply-To that counts as the user's address from now on (R31, S4): a single valid address that is neither the author's own, nor
 * staff's, nor the piping address. Undefined: none, and From stands.
 */
export async function readReplyTo(
  { mail, author, settings }: MailContext,
  { people }: Pick<ReceiveMailPorts, 'people'>,
): Promise<string | undefined> {
  const [replyTo, ...others] = mail.message.replyTo;
  if (!replyTo || others.length > 0 || !replyTo.address.includes('@')) return undefined;
  if (replyTo.address === author.address) return undefined;
  if (plusPart(replyTo.address, settings['sender-address']) !== undefined) return undefined;
  const { agentIds } = await people.ownersOf(replyTo.address);
  return agentIds.length > 0 ? undefined : replyTo.address;
}
