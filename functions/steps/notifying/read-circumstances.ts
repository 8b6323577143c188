import type { ChatMessage, Conversation } from '../../conversations/conversation.ts';
import { type Participant, userAddressIn } from '../../conversations/people/people.ts';
import {
  type Circumstances,
  isOfUserSide,
  type RecipientSettings,
} from '../../conversations/recipients/recipient-circumstances.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ConversationStore, PeopleStore, StaffMember } from '../chatting/ports.ts';
import type { SuppressionStore } from '../feedback/ports.ts';
import type { Clock } from '../ports.ts';
import type { GuestStore, StaffReader } from './ports.ts';

export interface CircumstancePorts {
  clock: Clock;
  conversations: Pick<ConversationStore, 'find' | 'findMessage'>;
  people: Pick<
    PeopleStore,
    'findUser' | 'findAgent' | 'userPresence' | 'listStaff' | 'findDepartment'
  > &
    StaffReader;
  guests: GuestStore;
  suppressions: Pick<SuppressionStore, 'among'>;
}

/** The settings that decide who is mailed. */
const recipientSettings = (settings: Settings): RecipientSettings => ({
  humanTakeover: settings['human-takeover'],
  userNotifications: settings['user-email-notifications'],
  agentRepliesReachUser: settings['agent-replies-reach-user'],
  pipingAddress: settings['sender-address'],
});

/** All that counts for one message and its possible recipients, except suppression, which is judged last, when the mail is sent. */
export async function readCircumstances(
  message: ChatMessage,
  conversation: Conversation,
  settings: Settings,
  ports: CircumstancePorts,
): Promise<Circumstances> {
  const isFromUserSide = isOfUserSide(message);
  const [assigned, user, userPresence, staff, guests] = await Promise.all([
    isFromUserSide ? withKnownDepartment(conversation, ports) : conversation,
    ports.people.findUser(conversation.userId),
    ports.people.userPresence(conversation.userId),
    isFromUserSide ? ports.people.listStaff() : staffAuthor(message, ports),
    conversation.hasGuests ? ports.guests.list(conversation.conversationId) : [],
  ]);
  return {
    message,
    conversation: assigned,
    user,
    userPresence,
    staff,
    guests,
    settings: recipientSettings(settings),
    suppressed: new Set(),
    now: ports.clock.now(),
  };
}

/** A conversation of a deleted department counts as unassigned; otherwise nobody would be mailed (S8, R30). */
async function withKnownDepartment(
  conversation: Conversation,
  { people }: CircumstancePorts,
): Promise<Conversation> {
  const { departmentId, ...unassigned } = conversation;
  if (departmentId === undefined || (await people.findDepartment(departmentId)))
    return conversation;
  return unassigned;
}

/** The same for one participant, when their window closes (S8). */
export async function readCircumstancesOf(
  participant: Participant,
  message: ChatMessage,
  conversation: Conversation,
  settings: Settings,
  ports: CircumstancePorts,
): Promise<Circumstances> {
  const isAgent = participant.kind === 'agent';
  const agent = isAgent ? await findAgent(participant.id, ports) : undefined;
  const [user, userPresence, author] = await Promise.all([
    ports.people.findUser(conversation.userId),
    isAgent ? undefined : ports.people.userPresence(conversation.userId),
    staffAuthor(message, ports),
  ]);
  const recipient = agent?.email ?? userAddressIn(conversation, user);
  return {
    message,
    conversation,
    user,
    userPresence,
    staff: [...author, ...(agent ? [agent] : [])],
    guests: [],
    settings: recipientSettings(settings),
    suppressed: await ports.suppressions.among(recipient ? [recipient] : []),
    now: ports.clock.now(),
  };
}

/**
 * Only whoever is missing among all staff, too, is gone: their messages are handed over by that list. Somebody who was put again between
 * the two reads would be chosen from it, and then left out as gone.
 */
async function findAgent(id: string, { people }: CircumstancePorts) {
  const found = await people.findStaff(id);
  return found ?? (await people.listStaff()).find(({ agentId }) => agentId === id);
}

async function staffAuthor(
  { author }: ChatMessage,
  { people }: CircumstancePorts,
): Promise<StaffMember[]> {
  if (author.kind !== 'agent' || !author.id) return [];
  // presence is not read: the author is never mailed
  const agent = await people.findAgent(author.id);
  return agent ? [agent] : [];
}
