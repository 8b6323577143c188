import { isPipingAddress } from '../../mail/addresses.ts';
import { type Agent, type User, userAddressIn } from '../people/people.ts';
import type { SkippedReason } from './delivery.ts';
import {
  addressesOfAuthor,
  type Circumstances,
  isOfUserSide,
  isOnline,
  type Judgement,
  type PresentAgent,
} from './recipient-circumstances.ts';

const skipped = (reason: SkippedReason): Judgement => ({ decision: 'skipped', reason });

/** Users are mailed what staff, bots and the system write (R15, S9). */
export function judgeUser(circumstances: Circumstances, user: User): Judgement {
  return isOfUserSide(circumstances.message)
    ? skipped('author')
    : judgeUserReachability(circumstances, user);
}

/** Judges what may change until the mail is sent: address, flags, presence, suppression. */
export function judgeUserReachability(circumstances: Circumstances, user: User): Judgement {
  const address = userAddressIn(circumstances.conversation, user);
  if (address && addressesOfAuthor(circumstances).has(address)) return skipped('author');
  if (!address || isPipingAddress(address, circumstances.settings.pipingAddress)) {
    return skipped('no-address');
  }
  const gate = gateOfUser(circumstances, user);
  if (gate) return skipped(gate);
  if (circumstances.suppressed.has(address)) return skipped('suppressed');
  const isReply = circumstances.message.author.kind === 'agent';
  return { decision: 'mail', reason: isReply ? 'agent-replied' : 'notifications-on' };
}

/** Agents' replies follow the setting `agent-replies-reach-user`; for bots and the system setting, flag and presence decide (S9). */
function gateOfUser(circumstances: Circumstances, user: User): SkippedReason | undefined {
  const { settings, message, userPresence, now } = circumstances;
  const isOff = !settings.userNotifications || !user.emailNotifications;
  const isHere = isOnline(userPresence, now);
  if (message.author.kind !== 'agent') {
    if (isOff) return 'notifications-off';
    return isHere ? 'online' : undefined;
  }
  if (settings.agentRepliesReachUser === 'by-flag' && isOff) return 'notifications-off';
  if (settings.agentRepliesReachUser === 'when-offline' && isHere) return 'online';
  return undefined;
}

/** Staff are mailed what the user's side writes: first whose turn it is, then whether they can be mailed (S8). */
export function judgeStaff(circumstances: Circumstances, agent: PresentAgent): Judgement {
  if (isAuthor(circumstances, agent)) return skipped('author');
  const { settings, message } = circumstances;
  if (settings.humanTakeover && message.answeredByBot) return skipped('bot-answered');
  const turn = whyNotTheirTurn(circumstances, agent);
  return turn ? skipped(turn) : judgeStaffReachability(circumstances, agent);
}

/**
 * The assigned agent; else the department (R30); else all for the first message, and the last replier for later ones. A deleted agent
 * counts as none.
 */
function whyNotTheirTurn(
  { conversation, message, staff }: Circumstances,
  agent: Agent,
): SkippedReason | undefined {
  const isThere = (id: string | undefined) => staff.some(({ agentId }) => agentId === id);
  const { agentId, departmentId, lastReplierId, firstUserMessageId } = conversation;
  if (isThere(agentId)) return agent.agentId === agentId ? undefined : 'not-assigned';
  if (departmentId) {
    return agent.departmentIds.includes(departmentId) ? undefined : 'other-department';
  }
  const isFirst = firstUserMessageId === message.messageId;
  if (isFirst || !isThere(lastReplierId)) return undefined;
  return agent.agentId === lastReplierId ? undefined : 'not-assigned';
}

/** Judges what may change until the mail is sent: presence (R16) and suppression. */
export function judgeStaffReachability(
  circumstances: Circumstances,
  agent: PresentAgent,
): Judgement {
  if (isAuthor(circumstances, agent)) return skipped('author');
  if (isPipingAddress(agent.email, circumstances.settings.pipingAddress)) {
    return skipped('no-address');
  }
  if (isOnline(agent.presence, circumstances.now)) return skipped('online');
  if (circumstances.suppressed.has(agent.email)) return skipped('suppressed');
  return { decision: 'mail', reason: 'user-wrote' };
}

function isAuthor(circumstances: Circumstances, agent: Agent): boolean {
  const author = addressesOfAuthor(circumstances);
  return [agent.email, ...agent.aliases].some((address) => author.has(address));
}
