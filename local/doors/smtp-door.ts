import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { HOST } from '../configuration.ts';
import type { HeldPort } from '../engines/ports.ts';
import type { Activity } from '../events/activity.ts';
import { describeError, reporter } from '../reporter.ts';
import type { ReceiptRule } from '../resources/machine.ts';
import { findReceiptRule } from './receipt-rules.ts';
import type { StoreMail } from './store-mail.ts';

/** SES's limit for incoming mail. */
const MAX_MAIL_BYTES = 40 * 1024 * 1024;
const MAX_CONNECTIONS = 200;
const CLOSE_WITHIN_MS = 500;

type Answer = (error?: Error | null, message?: string) => void;

const refuse = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

export interface SmtpDoor {
  stop(): Promise<void>;
}

/** Plays SES's receiving: accepts mail for the template's receipt rules, stores it, and notifies the topic. */
export async function openSmtpDoor(
  port: HeldPort,
  rules: readonly ReceiptRule[],
  storeMail: StoreMail,
  activity: Activity,
): Promise<SmtpDoor> {
  const server = new SMTPServer({
    name: HOST,
    banner: 'email piping, local pipeline',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideSMTPUTF8: true,
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    maxClients: MAX_CONNECTIONS,
    closeTimeout: CLOSE_WITHIN_MS,
    onRcptTo({ address }, _session, answer) {
      const isTaken = findReceiptRule(rules, address) !== undefined;
      answer(
        isTaken
          ? null
          : refuse(550, `5.1.1 Mailbox unavailable: ${address} matches no receipt rule`),
      );
    },
    onData(stream, session, answer) {
      const end = activity.begin();
      void takeMail(stream, session, rules, storeMail)
        .then(
          (message) => answer(null, message),
          (error) => answerFailure(error, answer),
        )
        .finally(end);
    },
  });
  server.on('error', (error) => reporter.warn(`SMTP: ${describeError(error)}`));
  await port.handTo((number, host) => server.listen(number, host));
  return { stop: () => new Promise((done) => server.close(() => done())) };
}

async function takeMail(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  rules: readonly ReceiptRule[],
  storeMail: StoreMail,
): Promise<string> {
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  const rule = findReceiptRule(rules, recipients[0] ?? '');
  if (!rule) throw refuse(550, '5.1.1 Mailbox unavailable');
  const { mailFrom } = session.envelope;
  const envelope = {
    reversePath: mailFrom === false ? '' : mailFrom.address,
    recipients,
    helo: session.hostNameAppearsAs || 'unknown.invalid',
  };
  const sesId = await storeMail({ stream, envelope, rule, isTooLarge: () => stream.sizeExceeded });
  if (sesId === undefined) throw refuse(552, '5.3.4 Message size exceeds 40 MB');
  return `OK ${sesId}`;
}

function answerFailure(error: Error & { responseCode?: number }, answer: Answer): void {
  if (!error.responseCode) reporter.warn(`SMTP: ${describeError(error)}`);
  answer(error.responseCode ? error : refuse(451, '4.3.0 The mail could not be stored; try again'));
}
