import { randomBytes, randomUUID } from 'node:crypto';
import { AccountSuppressionList } from './account-suppressions.ts';
import { requireSendable } from './raw-mail-limits.ts';
import { ServiceError } from './service-error.ts';
import type { QueryService } from './services-server.ts';
import type { StateSpace } from './state.ts';

/** One mail that SES would have sent. */
export interface OutboxMail {
  id: string;
  sesMessageId: string;
  from: string;
  /** Bare addresses. */
  to: string[];
  at: string;
  /** One character per octet. */
  raw: string;
}

export const SENDING_FAILURES = ['Throttling', 'MessageRejected', 'AccountSendingPaused'] as const;
export type SendingFailure = (typeof SENDING_FAILURES)[number];

/** Plays SES's sending: keeps every mail, and fails the next ones on demand. */
export interface Outbox {
  /** The suppression list of the account. */
  accountSuppressions: AccountSuppressionList;
  service: QueryService;
  /** Oldest first; as text, because there may be thousands. */
  listAsJson(): string;
  /** Newest first; with `words`, those in which they stand as they were sent. */
  newest(most: number, words?: string): OutboxMail[];
  read(sesMessageId: string): OutboxMail | undefined;
  clear(): void;
  find(sesMessageId: string): SentMail | undefined;
  failNext(failure: SendingFailure, times: number): void;
  /** The next send fails because the account is paused. */
  isPaused(): boolean;
  /** Sets a function that is called with each mail that SES accepts, after `onChange`. */
  deliverBy(deliver: (mail: OutboxMail) => void): void;
}

/** What SES's events say about a mail. Kept even when the outbox is emptied. */
export type SentMail = Omit<OutboxMail, 'raw'>;

const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;
const MAX_RECIPIENTS = 50;
const FAILURE_MESSAGES: Record<SendingFailure, [code: string, message: string]> = {
  Throttling: ['Throttling', 'Maximum sending rate exceeded.'],
  MessageRejected: ['MessageRejected', 'Email address is not verified.'],
  AccountSendingPaused: ['AccountSendingPausedException', 'Sending is paused for this account.'],
};

/** `onChange` is called with each mail that SES accepts, and without one when the outbox is emptied. */
export function openOutbox(
  mails: StateSpace,
  sent: StateSpace,
  onChange: (sent?: SentMail) => void = () => undefined,
): Outbox {
  let deliver: (mail: OutboxMail) => void = () => undefined;
  const failures: { next: SendingFailure; times: number } = { next: 'Throttling', times: 0 };
  const send = (form: URLSearchParams): string => {
    if (failures.times > 0) {
      failures.times -= 1;
      throw new ServiceError(...FAILURE_MESSAGES[failures.next]);
    }
    const mail = readMail(form);
    const { raw: _raw, ...summary } = mail;
    mails.set(mail.sesMessageId, JSON.stringify(mail));
    sent.set(mail.sesMessageId, JSON.stringify(summary));
    onChange(summary);
    deliver(mail);
    return `<MessageId>${mail.sesMessageId}</MessageId>`;
  };
  return {
    accountSuppressions: new AccountSuppressionList(),
    service: {
      SendRawEmail: send,
    },
    listAsJson: () =>
      `[${mails
        .entries()
        .map(({ value }) => value)
        .join(',')}]`,
    newest: (most, words = '') =>
      mails
        .entries()
        .filter(({ value }) => value.includes(words))
        .slice(-most)
        .reverse()
        .map(({ value }) => JSON.parse(value) as OutboxMail),
    read: (sesMessageId) => parse<OutboxMail>(mails.get(sesMessageId)),
    clear: () => {
      mails.clear();
      onChange();
    },
    find: (sesMessageId) => parse<SentMail>(sent.get(sesMessageId)),
    failNext: (failure, times) => Object.assign(failures, { next: failure, times }),
    isPaused: () => failures.times > 0 && failures.next === 'AccountSendingPaused',
    deliverBy: (given) => {
      deliver = given;
    },
  };
}

function parse<Value>(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}

function readMail(form: URLSearchParams): OutboxMail {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  if (raw.length > MAX_MESSAGE_BYTES) {
    throw new ServiceError(
      'InvalidParameterValue',
      `Message length is more than ${MAX_MESSAGE_BYTES} bytes long: ${raw.length}.`,
    );
  }
  const text = raw.toString('latin1');
  const header = text.slice(0, text.search(/\r?\n\r?\n/) + 1);
  const from = headerValue(header, 'from');
  if (from === undefined)
    throw new ServiceError('InvalidParameterValue', "Missing required header 'From'.");
  const to = readDestinations(form, header);
  if (to.length === 0)
    throw new ServiceError('InvalidParameterValue', 'Missing required header To.');
  if (to.length > MAX_RECIPIENTS) {
    throw new ServiceError('MessageRejected', `Recipient count exceeds ${MAX_RECIPIENTS}.`);
  }
  requireSendable(text, to);
  const sesMessageId = `0102${randomBytes(6).toString('hex')}-${randomUUID()}-000000`;
  return {
    id: sesMessageId,
    sesMessageId,
    from: bareAddress(form.get('Source') ?? from),
    to,
    at: new Date().toISOString(),
    raw: text,
  };
}

function readDestinations(form: URLSearchParams, header: string): string[] {
  const given: string[] = [];
  for (let number = 1; number <= MAX_RECIPIENTS + 1; number++) {
    const destination = form.get(`Destinations.member.${number}`);
    if (destination === null) break;
    given.push(bareAddress(destination));
  }
  if (given.length > 0) return given;
  const to = headerValue(header, 'to');
  return to === undefined ? [] : [bareAddress(to)];
}

function headerValue(header: string, name: string): string | undefined {
  const lines = header.replace(/\r?\n[ \t]/g, ' ').split(/\r?\n/);
  const line = lines.find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

function bareAddress(text: string): string {
  const [open, close] = [text.lastIndexOf('<'), text.lastIndexOf('>')];
  return open >= 0 && close > open ? text.slice(open + 1, close).trim() : text.trim();
}
