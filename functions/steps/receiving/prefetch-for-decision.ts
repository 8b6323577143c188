import { memoise } from '../memoise.ts';
import type { ReadMail } from './deciding/mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';

/** Conversations named by one mail that are read ahead. */
const MAX_READ_AHEAD = 3;

/**
 * Reads together what every decision about a mail starts with: its record, the duplicate guard, and the conversations that its signals
 * name. The table answers in one call. Returns ports that cache these answers for this mail.
 */
export async function prefetchForDecision(
  { arrival, fingerprint, signals }: ReadMail,
  ports: ReceiveMailPorts,
): Promise<ReceiveMailPorts> {
  const { inbound, conversations } = ports;
  const named = [...new Set(signals.found.map(({ conversationId }) => conversationId))];
  const ahead = {
    ...ports,
    inbound: {
      ...inbound,
      find: memoise((mailId: string) => inbound.find(mailId)),
      findDuplicate: memoise((of: string, receivedAt: string) =>
        inbound.findDuplicate(of, receivedAt),
      ),
    },
    conversations: { ...conversations, find: memoise((id: string) => conversations.find(id)) },
  };
  await Promise.all([
    ahead.inbound.find(arrival.mailId),
    ahead.inbound.findDuplicate(fingerprint, arrival.receivedAt),
    ...named.slice(0, MAX_READ_AHEAD).map((id) => ahead.conversations.find(id)),
  ]);
  return ahead;
}
