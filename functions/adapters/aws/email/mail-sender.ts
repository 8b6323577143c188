import { setTimeout as pause } from 'node:timers/promises';
import { SESClient, SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import {
  ATTEMPT_MS,
  type MailSender,
  type MailToSend,
  type SendResult,
} from '../../../steps/sending/ports.ts';
import { boundedCalls } from '../bounded-calls.ts';
import { isUnsent, openSesConnections } from './ses-connections.ts';

/**
 * The SDK must not retry: after a lost answer it would send the mail twice (docs/sending.md). Only a request that never left is repeated,
 * by us.
 */
const ONE_ATTEMPT = { attempts: 1, attemptMs: ATTEMPT_MS.answer };

const PAUSED = ['AccountSendingPausedException', 'ConfigurationSetSendingPausedException'];
const REJECTED = ['MessageRejected', 'InvalidParameterValue'];
const THROTTLED = ['Throttling', 'ThrottlingException', 'TooManyRequestsException'];

/** Pauses before the next try of a throttled send; half of each is random. SES counts the account's rate by the second. */
const QUICK_PAUSES_MS = [100, 200, 400];

/** The mail sender of one copy of the function, paced to its share of the account's sending rate. */
export function openMailSender(configurationSet: string, sendsPerSecond: number): MailSender {
  const sender = createMailSender(configurationSet, Date.now);
  const inTurn = createTurns(sendsPerSecond);
  const sendInTurn: MailSender['send'] = (mail, mayTry, record) =>
    inTurn(async () => {
      const result = await sender.send(mail, mayTry);
      if (result.kind === 'sent') await record(result);
      return result;
    });
  return {
    async send(...given) {
      for (const pauseMs of QUICK_PAUSES_MS) {
        const result = await sendInTurn(...given);
        if (result.kind !== 'throttled') return result;
        await pause(pauseMs * (0.5 + Math.random() / 2));
      }
      return sendInTurn(...given);
    },
  };
}

/** Does one thing at a time, in the order of arrival, and begins one every `1 / perSecond` seconds at most; unused time is not saved up. */
function createTurns(perSecond: number) {
  if (!(perSecond > 0)) throw new RangeError(`${perSecond} mails per second is not a rate above 0`);
  const everyMs = 1000 / perSecond;
  let nextTurn = 0;
  let before: Promise<unknown> = Promise.resolve();
  const waitForPace = async () => {
    const now = Date.now();
    const turn = Math.max(now, nextTurn);
    nextTurn = turn + everyMs;
    if (turn > now) await pause(turn - now);
  };
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const own = before.then(waitForPace).then(work);
    before = own.catch(() => undefined);
    return own;
  };
}

/** Sends through SES with a configuration set, whose events report bounces and complaints. `now`: epoch milliseconds. */
export function createMailSender(configurationSet: string, now: () => number) {
  const connections = openSesConnections(now);
  const ses = new SESClient(boundedCalls({ ...ONE_ATTEMPT, agents: connections.agents }));
  const sendOnce = async (input: SendRawEmailCommandInput) => {
    connections.dropRested();
    // until the last octet of the answer, because the lease covers no more
    const tooLate = new AbortController();
    const timer = setTimeout(() => tooLate.abort(), ATTEMPT_MS.answer);
    try {
      return await ses.send(new SendRawEmailCommand(input), { abortSignal: tooLate.signal });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async send({ from, to, raw }: MailToSend, mayTry: () => Promise<boolean>): Promise<SendResult> {
      if (!(await mayTry())) return { kind: 'overtaken' };
      const input = {
        Source: from,
        Destinations: [to],
        RawMessage: { Data: raw },
        ConfigurationSetName: configurationSet,
      };
      try {
        const { MessageId } = await sendOnce(input).catch((error: unknown) => {
          if (isUnsent(error)) return sendOnce(input);
          throw error;
        });
        if (!MessageId) throw new Error('SES took the mail but returned no id');
        const region = await ses.config.region();
        return {
          kind: 'sent',
          sesMessageId: MessageId,
          wireMessageId: `<${MessageId}@${wireHost(region)}>`,
        };
      } catch (error) {
        return readRefusal(error, from);
      }
    },
  };
}

/** The host of us-east-1 does not name the region. */
const wireHost = (region: string) =>
  region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;

/** SES rejects every mail of an account that AWS itself has suspended, until AWS lets it send again. */
const SUSPENDED = /sending (is )?(paused|suspended)/i;

/** The domain is not verified, or no longer: SES names the identities that failed, in the sandbox the recipient's, too. */
const isSenderUnverified = ({ message }: Error, from: string): boolean =>
  /not verified/i.test(message) && message.toLowerCase().includes(from.toLowerCase());

/** What SES's refusal means for a mail from this address; any other error, and any that is the deployment's, is thrown. */
export function readRefusal(error: unknown, from: string): SendResult {
  if (!(error instanceof Error)) throw error;
  const isNamed = (names: string[]) =>
    names.some((name) => error.name === name || error.name === `${name}Exception`);
  if (isNamed(PAUSED) || SUSPENDED.test(error.message)) return { kind: 'paused' };
  if (isNamed(THROTTLED)) {
    return /daily/i.test(error.message) ? { kind: 'quota-exceeded' } : { kind: 'throttled' };
  }
  if (isNamed(REJECTED) && !isSenderUnverified(error, from)) {
    return { kind: 'rejected', detail: error.name };
  }
  throw error;
}
