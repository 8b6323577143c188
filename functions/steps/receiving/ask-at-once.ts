import { askOnce } from '../ask-once.ts';
import type { ReadMail } from './deciding/mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';

/** Conversations that one mail names and that are read before anybody asks for them. */
const MAX_READ_AHEAD = 3;

/**
 * What every decision about a mail begins with, asked for at once: its record, the guard against doubles, and the conversations that it names
 * itself. The table answers it in one call; the ports that it gives know the answers, for this mail alone.
 */
export async function askAtOnce(
  { arrival, fingerprint, signals }: ReadMail,
  ports: ReceiveMailPorts,
): Promise<ReceiveMailPorts> {
  const { inbound, conversations } = ports;
  const named = [...new Set(signals.found.map(({ conversationId }) => conversationId))];
  const ahead = {
    ...ports,
    inbound: {
      ...inbound,
      find: askOnce((mailId: string) => inbound.find(mailId)),
      findDuplicate: askOnce((of: string, receivedAt: string) =>
        inbound.findDuplicate(of, receivedAt),
      ),
    },
    conversations: { ...conversations, find: askOnce((id: string) => conversations.find(id)) },
  };
  await Promise.all([
    ahead.inbound.find(arrival.mailId),
    ahead.inbound.findDuplicate(fingerprint, arrival.receivedAt),
    ...named.slice(0, MAX_READ_AHEAD).map((id) => ahead.conversations.find(id)),
  ]);
  return ahead;
}
