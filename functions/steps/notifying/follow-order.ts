import { type AskPorts, askStaff } from '../asking/ask-staff.ts';
import { type SendPorts, sendNotification } from '../sending/send-notification.ts';
import { type DecidePorts, decideNotifications } from './decide-notifications.ts';
import type { OutgoingOrder } from './ports.ts';

/** Carries out a message of OutgoingQueue. Idempotent. */
export async function followOrder(
  order: OutgoingOrder,
  ports: SendPorts & DecidePorts & AskPorts,
): Promise<void> {
  switch (order.kind) {
    case 'decide':
      return decideNotifications(order, ports);
    case 'ask':
      return askStaff(order, ports);
    case 'send':
      return sendNotification(order, ports);
  }
}
