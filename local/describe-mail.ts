import { paint } from './reporter.ts';

/** The parts of a mail's record that the terminal shows. */
export interface Arrival {
  from?: string | undefined;
  subject?: string | undefined;
  outcome?: string | undefined;
  reason?: string | undefined;
  conversationId?: string | undefined;
}

const COLOURS = { delivered: 'green', held: 'yellow', rejected: 'red' } as const;

const BECAME: Readonly<Record<string, (id: string) => string>> = {
  reply: (id) => `answers conversation ${id}`,
  'new-conversation': (id) => `opens conversation ${id}`,
  released: (id) => `was released into conversation ${id}`,
};

/** `"mail in  carla@customer.example “My parcel” opens conversation 1000"` */
export function describeArrival(mail: Arrival): string {
  const { from = '', subject = '', outcome = '', reason = '', conversationId = '' } = mail;
  const delivered = outcome === 'delivered' ? BECAME[reason]?.(conversationId) : undefined;
  const became = delivered ?? `${outcome}: ${reason.replaceAll('-', ' ')}`;
  const colour = COLOURS[outcome as keyof typeof COLOURS] ?? 'dim';
  return `${paint('cyan', 'mail in ')} ${from || '(nobody)'} ${quote(subject)} ${paint(colour, became)}`;
}

/** `"mail out to anna@team.example"` */
export const describeDeparture = (to: readonly string[]): string =>
  `${paint('magenta', 'mail out')} to ${to.join(', ')}`;

const MAX_SUBJECT_LENGTH = 60;

const quote = (subject: string) =>
  `“${subject.length > MAX_SUBJECT_LENGTH ? `${subject.slice(0, MAX_SUBJECT_LENGTH)}…` : subject}”`;
