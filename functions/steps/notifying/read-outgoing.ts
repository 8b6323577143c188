import type { ParticipantKind } from '../../conversations/people.ts';
import type { WindowName } from './ports.ts';

const KINDS: readonly string[] = ['user', 'agent'] satisfies ParticipantKind[];

/** A message that the stream passed over, as `reconcile` puts it into OutgoingQueue; undefined: the message of the queue is another. */
export function readDecideOrder(body: string): string | undefined {
  const { decide } = JSON.parse(body) as { decide?: unknown };
  return typeof decide === 'string' ? decide : undefined;
}

/** A held mail whose agent is to be asked, as parse-mail puts it into OutgoingQueue; undefined: the message of the queue is another. */
export function readAskOrder(body: string): string | undefined {
  const { ask } = JSON.parse(body) as { ask?: unknown };
  return typeof ask === 'string' ? ask : undefined;
}

/** What OutgoingQueue carries (docs/architecture.md). Throws for anything else: nobody but us writes there. */
export function readOutgoing(body: string): { window: WindowName; attempt: number } {
  const { outgoing } = JSON.parse(body) as { outgoing?: Record<string, unknown> };
  const [kind = '', ...rest] = String(outgoing?.recipient).split('#');
  const id = rest.join('#');
  const { conversationId, windowId } = outgoing ?? {};
  if (!KINDS.includes(kind) || !id || !conversationId || !windowId) {
    throw new Error('a message of OutgoingQueue names no conversation, recipient and window');
  }
  return {
    window: {
      conversationId: String(conversationId),
      windowId: String(windowId),
      participant: { kind: kind as ParticipantKind, id },
    },
    attempt: Number(outgoing?.attempt) || 0,
  };
}
