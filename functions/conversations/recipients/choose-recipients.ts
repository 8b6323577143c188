import { type Agent, type Participant, userAddressIn } from '../people/people.ts';
import { isIdOf } from '../people/take-over-user.ts';
import type { SkippedReason } from './delivery.ts';
import {
  type Circumstances,
  isNotice,
  isOfUserSide,
  type Judgement,
} from './recipient-circumstances.ts';
import {
  judgeStaff,
  judgeStaffReachability,
  judgeUser,
  judgeUserReachability,
} from './recipient-gates.ts';

/** The decision about one possible recipient of one message (S11). */
export type RecipientChoice = {
  participant: Participant;
  /** Bare address; undefined: there is none. */
  recipient?: string;
} & Judgement;

export interface Choices {
  choices: RecipientChoice[];
  /** Staff beyond `MAX_STAFF_ROWS`, counted by reason (S11). */
  summaries: { reason: SkippedReason; count: number }[];
}

/** Staff who get a row each; those who are mailed always have one (S11). */
export const MAX_STAFF_ROWS = 200;

/**
 * Decides who is mailed about a message, and why others are not (R15, R16, R30, S8–S11). Pure: all that counts is in `circumstances`.
 * docs/who-is-mailed.md has the order of judgement as a table.
 */
export function chooseRecipients(circumstances: Circumstances): Choices {
  const people = [...chooseUser(circumstances), ...chooseGuests(circumstances)];
  if (!isOfUserSide(circumstances.message)) return { choices: people, summaries: [] };
  const { choices, summaries } = summarise(chooseStaff(circumstances));
  return { choices: [...people, ...choices], summaries };
}

/**
 * Judges one participant again when a grouping window closes or a send is retried: address, flags and presence are judged anew, whose turn
 * it is stays decided (S8).
 */
export function recheckRecipient(
  circumstances: Circumstances,
  participant: Participant,
): RecipientChoice | undefined {
  if (participant.kind === 'user') {
    const { user } = circumstances;
    if (!user || !isIdOf(user, participant.id)) return undefined;
    const recipient = userAddressIn(circumstances.conversation, user);
    return { participant, recipient, ...judgeUserReachability(circumstances, user) };
  }
  const agent = circumstances.staff.find(({ agentId }) => agentId === participant.id);
  if (participant.kind !== 'agent' || !agent) return undefined;
  return { participant, recipient: agent.email, ...judgeStaffReachability(circumstances, agent) };
}

function chooseUser(circumstances: Circumstances): RecipientChoice[] {
  const { user, message, conversation } = circumstances;
  if (!user) return [];
  const judgement: Judgement = isNotice(message)
    ? { decision: 'skipped', reason: 'staff-only' }
    : judgeUser(circumstances, user);
  const recipient = userAddressIn(conversation, user);
  return [{ participant: { kind: 'user', id: user.userId }, recipient, ...judgement }];
}

/** A guest is never mailed automatically (S3). */
function chooseGuests({ guests, message }: Circumstances): RecipientChoice[] {
  return guests.map((address) => {
    const isAuthor = message.author.kind === 'guest' && message.author.address === address;
    return {
      participant: { kind: 'guest', id: address },
      recipient: address,
      decision: 'skipped',
      reason: isAuthor ? 'author' : 'guest',
    };
  });
}

function chooseStaff(circumstances: Circumstances): RecipientChoice[] {
  return circumstances.staff.map((agent: Agent) => ({
    participant: { kind: 'agent', id: agent.agentId },
    recipient: agent.email,
    ...judgeStaff(circumstances, agent),
  }));
}

function summarise(rows: RecipientChoice[]): Choices {
  let free = MAX_STAFF_ROWS - rows.filter(({ decision }) => decision === 'mail').length;
  const counts = new Map<SkippedReason, number>();
  const choices = rows.filter((row) => {
    if (row.decision === 'mail') return true;
    free -= 1;
    if (free >= 0) return true;
    counts.set(row.reason, (counts.get(row.reason) ?? 0) + 1);
    return false;
  });
  return { choices, summaries: [...counts].map(([reason, count]) => ({ reason, count })) };
}
