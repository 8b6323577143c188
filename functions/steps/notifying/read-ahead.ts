import type { Participant } from '../../conversations/people.ts';
import { askOnce } from '../ask-once.ts';
import type { OutgoingStore, OutgoingWindow } from './ports.ts';
import type { CircumstancePorts } from './read-circumstances.ts';
import { rememberPeople } from './remember-people.ts';

type Ports = CircumstancePorts & { outgoing: OutgoingStore };

/**
 * Everything about one mail that the name of its window leads to, asked for at once: the table answers it in one call. The ports that it gives
 * know the answers, for this mail alone.
 */
export async function readAhead<Given extends Ports>(
  window: OutgoingWindow,
  ports: Given,
): Promise<Given> {
  const { conversations, suppressions, outgoing } = ports;
  const people = rememberPeople(ports.people);
  const ahead = {
    ...ports,
    people,
    conversations: {
      ...conversations,
      find: askOnce((id: string) => conversations.find(id)),
      findMessage: askOnce((id: string) => conversations.findMessage(id)),
    },
    suppressions: {
      ...suppressions,
      among: askOnce((addresses: string[]) => suppressions.among(addresses)),
    },
    outgoing: {
      ...outgoing,
      sentTo: askOnce((id: string, participant: Participant) => outgoing.sentTo(id, participant)),
    },
  };
  const { conversationId, participant, messageIds, recipient } = window;
  await Promise.all([
    ahead.conversations.find(conversationId),
    ...messageIds.map((id) => ahead.conversations.findMessage(id)),
    ahead.outgoing.sentTo(conversationId, participant),
    ...(recipient === undefined ? [] : [ahead.suppressions.among([recipient])]),
    ...(participant.kind === 'agent'
      ? [people.findStaff(participant.id)]
      : [people.findUser(participant.id), people.userPresence(participant.id)]),
  ]);
  return ahead;
}
