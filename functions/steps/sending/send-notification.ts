import type { Settings } from '../../settings/settings.ts';
import { type NoticePorts, writeNotice } from '../feedback/write-notice.ts';
import type { SettingsSource } from '../ports.ts';
import { type ComposePorts, composeNotification, MAX_MAIL_BYTES } from './compose-notification.ts';
import { leaseKeeper } from './lease-keeper.ts';
import type {
  BudgetStore,
  ClaimedWindow,
  MailSender,
  OutgoingQueue,
  SendResult,
  WindowName,
  WindowStore,
} from './ports.ts';
import { prefetchForWindow } from './prefetch-for-window.ts';
import { type DueMail, type RecheckPorts, recheckWindow } from './recheck-window.ts';
import { refusalDelayMs } from './retry-delay.ts';

export type SendPorts = RecheckPorts &
  ComposePorts &
  NoticePorts & {
    settings: SettingsSource;
    windows: WindowStore;
    budget: BudgetStore;
    sender: MailSender;
    queue: OutgoingQueue;
    /** 0 ≤ n < 1. */
    random(): number;
  };

/**
 * Sends the mail of one window: claim, recheck, budget, compose, send, record. Concurrent calls send it once, and a killed call is
 * retried. The mail can go out twice only if the function dies between SES's answer and the record of it (docs/sending.md).
 */
export async function sendNotification(
  { window: name, attempt }: { window: WindowName; attempt: number },
  ports: SendPorts,
): Promise<void> {
  const claim = await ports.windows.claim(name, ports.clock.now());
  if (claim.kind === 'settled') return;
  if (claim.kind === 'missing') {
    const { conversationId, windowId } = name;
    ports.log.warn(
      { conversationId, windowId },
      'a window to be sent is not there: it was erased, or 0.1.0 opened it',
    );
    return;
  }
  if (claim.kind === 'early') return ports.queue.put(name, { delayMs: claim.waitMs, attempt });
  try {
    await sendClaimed(claim, attempt, await prefetchForWindow(claim.window, ports));
  } catch (error) {
    await ports.windows.giveBack(claim.window, claim.lease, ports.clock.now());
    throw error;
  }
}

async function sendClaimed(claim: ClaimedWindow, attempt: number, ports: SendPorts): Promise<void> {
  const { window, lease } = claim;
  const settings = await ports.settings.read();
  if (!settings['sender-address']) {
    throw new Error('no mail can leave: set the parameter sender-address to the piping address');
  }
  const mail = await recheckWindow(claim, settings, ports);
  if (!mail) return ports.windows.end(window, lease, 'dropped');
  if (!(await ports.budget.take(window, settings['mails-per-hour'], ports.clock.now()))) {
    return stopOverBudget(mail, settings, ports);
  }
  const composed = await composeNotification(mail, settings, ports);
  if (composed.raw.length > MAX_MAIL_BYTES) return fail(mail, 'too-large', ports);
  const result = await ports.sender.send(
    { from: settings['sender-address'], to: mail.recipient, raw: composed.raw },
    leaseKeeper(lease, ports.clock, (now) => ports.windows.renew(window, lease, now)),
    ({ sesMessageId, wireMessageId }) => {
      const { recipient, reasons } = mail;
      const at = new Date(ports.clock.now()).toISOString();
      const taken = { sesMessageId, wireMessageId, recipient, at, reasons };
      return ports.windows.recordSent({ window, mail: taken, text: composed.text });
    },
  );
  // if overtaken: whoever holds the lease now sends the mail
  if (result.kind === 'sent' || result.kind === 'overtaken') return;
  await waitOrFail(result, mail, attempt, ports);
}

/** Beyond the budget no mail is sent, and the chat says so once an hour (S17). */
async function stopOverBudget(
  { window, lease, messages, recipientName }: DueMail,
  settings: Settings,
  ports: SendPorts,
): Promise<void> {
  const now = new Date(ports.clock.now()).toISOString();
  const decision = { decision: 'skipped', reason: 'over-budget' } as const;
  await ports.windows.decide(window, lease, idsOf(messages), decision, now);
  await writeNotice(
    {
      conversationId: window.conversationId,
      name: `over-budget#${now.slice(0, 13)}`,
      flag: 'over-budget',
      text: 'overBudget',
      about: window.participant,
      recipient: recipientName,
      locale: settings.locale,
    },
    ports,
  );
  await ports.windows.end(window, lease, 'dropped');
}

const idsOf = (messages: { messageId: string }[]) => messages.map(({ messageId }) => messageId);

async function fail(
  { window, lease, messages }: DueMail,
  reason: 'message-rejected' | 'too-large',
  ports: SendPorts,
): Promise<void> {
  const at = new Date(ports.clock.now()).toISOString();
  await ports.windows.decide(window, lease, idsOf(messages), { decision: 'failed', reason }, at);
  await ports.windows.end(window, lease, 'failed');
}

async function waitOrFail(
  result: Exclude<SendResult, { kind: 'sent' | 'overtaken' }>,
  mail: DueMail,
  attempt: number,
  ports: SendPorts,
): Promise<void> {
  const { window, lease } = mail;
  const { conversationId, windowId } = window;
  if (result.kind === 'rejected') {
    ports.log.warn({ conversationId, windowId, detail: result.detail }, 'SES rejected a mail');
    return fail(mail, 'message-rejected', ports);
  }
  if (result.kind === 'paused') {
    // the chat shows it at once; the row becomes `sent` when the account may send again
    const at = new Date(ports.clock.now()).toISOString();
    const decision = { decision: 'failed', reason: 'account-paused' } as const;
    await ports.windows.decide(window, lease, idsOf(mail.messages), decision, at);
  }
  const delayMs = refusalDelayMs(result.kind, attempt, { conversationId, windowId }, ports);
  await ports.windows.giveBack(window, lease, ports.clock.now() + delayMs);
  await ports.queue.put(window, { delayMs, attempt: attempt + 1 });
}
