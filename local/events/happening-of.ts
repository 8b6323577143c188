import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { Happening } from './happenings.ts';

/** What a changed item means to a person who watches. Items without a type, such as presence, are recognised by their partition. */
export function happeningOf({ dynamodb = {} }: StreamRecord): Happening | undefined {
  const { Keys, NewImage, OldImage } = dynamodb;
  const [kind = '', id = ''] = (Keys?.pk?.S ?? '').split('#', 2);
  const type = (NewImage ?? OldImage)?.type?.S;
  const about = whatIsMeant(kind, id);
  if (kind === 'AGENT-PRESENCE') return { topic: 'presence', personId: Keys?.sk?.S ?? '' };
  if (Keys?.sk?.S === 'PRESENCE') return { topic: 'presence', ...about };
  // a window says that its mail was sent, for the deliveries of all its messages (docs/decisions/0111)
  if (type === 'outgoing' && NewImage?.state?.S === 'sent') return { topic: 'delivery', ...about };
  return type === undefined ? undefined : { topic: type, ...about };
}

/** A message's id is its conversation's id and a number of its own. */
function whatIsMeant(kind: string, id: string): Omit<Happening, 'topic'> {
  if (kind === 'CONVERSATION') return { conversationId: id };
  if (kind === 'USER') return { personId: id };
  if (kind !== 'DELIVERIES') return {};
  return { conversationId: id.slice(0, id.lastIndexOf('-')), messageId: id };
}
