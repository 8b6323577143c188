import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createPolledMailStore } from '../../functions/adapters/aws/bucket/polled-mail-store.ts';
import { createInboundQueue } from '../../functions/adapters/aws/queues/inbound-queue.ts';
import { openTable } from '../../functions/adapters/aws/table/open-table.ts';
import { createMailboxCursorTable } from '../../functions/adapters/aws/table/polling/mailbox-cursor-table.ts';
import { createMailboxOpener } from '../../functions/adapters/mailbox/mailbox-opener.ts';
import type { Mailbox } from '../../functions/settings/mailboxes/mailboxes.ts';
import { readSettings } from '../../functions/settings/read-settings.ts';
import type { MailboxReport } from '../../functions/steps/polling/mailbox-report.ts';
import type { PollBudget } from '../../functions/steps/polling/plan-budget.ts';
import {
  type PollMailboxesEvent,
  type PollMailboxesPorts,
  pollMailboxes,
} from '../../functions/steps/polling/poll-mailboxes.ts';
import { startAws, type TestAws } from '../support/start-aws.ts';
import { type Dovecot, type DovecotUser, startDovecot } from './start-dovecot.ts';

const ADDRESS = 'support@piping.example';
const POLL_MS = 60_000;
/** Short, so that the lease of a killed poll ends soon. */
const LEASE_MS = 3_000;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface StoredMail {
  key: string;
  octets: Buffer;
  mailbox?: string;
}

export interface PollOptions extends PollMailboxesEvent {
  budget?: Partial<PollBudget>;
  ports?: Partial<PollMailboxesPorts>;
}

/** The ports of a poll of these mailboxes, real except for settings and their history. */
export function worldPorts(
  aws: Pick<TestAws, 's3' | 'sqs' | 'dynamodb' | 'bucket' | 'queueUrl' | 'tableName'>,
  mailboxes: Mailbox[],
  given: { passwords: Map<string, string>; activatedAtMs: number; ca?: string },
): PollMailboxesPorts {
  const settings = { ...readSettings({ 'sender-address': ADDRESS }).settings, mailboxes };
  return {
    settings: { read: async () => settings },
    history: { versionsOfMailboxes: async () => [{ mailboxes, atMs: given.activatedAtMs }] },
    secrets: {
      read: async (secret) => {
        const text = given.passwords.get(secret);
        return text === undefined ? undefined : { text, version: text, writtenAtMs: Date.now() };
      },
      replace: async (secret, _read, text) => void given.passwords.set(secret, text),
    },
    cursors: createMailboxCursorTable(
      openTable({ ...aws, mailRecordDays: 730 }, aws.dynamodb),
      LEASE_MS,
    ),
    mails: createPolledMailStore(aws.s3, aws.bucket),
    queue: createInboundQueue(aws.sqs, aws.queueUrl),
    opener: createMailboxOpener({ isLoopbackAllowed: true, ...(given.ca && { testCa: given.ca }) }),
    clock: { now: () => Date.now() },
    log: QUIET,
    guardedMs: 730 * 24 * 3_600_000,
  };
}

/** Dovecot on one side, S3, SQS and DynamoDB on the other, and polls between them. */
export class MailboxWorld {
  readonly aws: TestAws;
  readonly dovecot: Dovecot;
  readonly passwords = new Map<string, string>();
  activatedAtMs = Date.now();

  private constructor(aws: TestAws, dovecot: Dovecot) {
    this.aws = aws;
    this.dovecot = dovecot;
  }

  static async start(introspectionUrl?: string): Promise<MailboxWorld> {
    return new MailboxWorld(await startAws(), await startDovecot(introspectionUrl));
  }

  async stop(): Promise<void> {
    await this.dovecot.stop();
    await this.aws.stop();
  }

  /** A mailbox of the server and its entry in the setting, without TLS unless `more` says so. */
  addMailbox(
    protocol: Mailbox['protocol'],
    more: Partial<Mailbox> = {},
  ): { box: DovecotUser; mailbox: Mailbox } {
    const box = this.dovecot.addUser();
    const name = `name-${box.user}`;
    this.passwords.set(name, box.password);
    const mailbox: Mailbox = {
      name,
      protocol,
      host: '127.0.0.1',
      port: this.dovecot.ports[protocol],
      tls: false,
      user: box.user,
      secret: name,
      address: ADDRESS,
      ...more,
    };
    return { box, mailbox };
  }

  ports(mailboxes: Mailbox[], ca: string | undefined = this.dovecot.certificate) {
    const { passwords, activatedAtMs } = this;
    return worldPorts(this.aws, mailboxes, { passwords, activatedAtMs, ...(ca && { ca }) });
  }

  async pollAll(mailboxes: Mailbox[], { budget, ports, ...event }: PollOptions = {}) {
    const nowMs = Date.now();
    const { mailboxes: reports } = await pollMailboxes(
      { ...this.ports(mailboxes), ...ports },
      event,
      { stopAtMs: nowMs + POLL_MS, cutAtMs: nowMs + POLL_MS, ...budget },
    );
    return reports;
  }

  async poll(mailbox: Mailbox, options: PollOptions = {}): Promise<MailboxReport> {
    const [report] = await this.pollAll([mailbox], options);
    if (!report) throw new Error('no report');
    return report;
  }

  /** Takes every message off the inbound queue. */
  async queued(): Promise<{ key: string; mailbox: string; receivedAt: string }[]> {
    const found: { key: string; mailbox: string; receivedAt: string }[] = [];
    const QueueUrl = this.aws.queueUrl;
    for (;;) {
      const { Messages = [] } = await this.aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      if (Messages.length === 0) return found;
      for (const { Body = '', ReceiptHandle } of Messages) {
        found.push(JSON.parse(Body).stored);
        await this.aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  async stored(key: string): Promise<StoredMail> {
    const at = { Bucket: this.aws.bucket, Key: key };
    const { Metadata = {} } = await this.aws.s3.send(new HeadObjectCommand(at));
    const { Body } = await this.aws.s3.send(new GetObjectCommand(at));
    const octets = Buffer.from((await Body?.transformToByteArray()) ?? []);
    return { key, octets, ...(Metadata.mailbox && { mailbox: Metadata.mailbox }) };
  }

  async storedKeys(): Promise<string[]> {
    const { Contents = [] } = await this.aws.s3.send(
      new ListObjectsV2Command({ Bucket: this.aws.bucket, Prefix: 'polled/' }),
    );
    return Contents.map(({ Key = '' }) => Key);
  }
}

let mails = 0;

/** A small, unique mail. */
export function writeMail({
  date = new Date(),
  body = 'Hello.\r\n',
}: {
  date?: Date | null;
  body?: string;
} = {}): string {
  mails += 1;
  const dateField = date ? `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n` : '';
  return `From: Ann <ann@customer.example>\r\nTo: ${ADDRESS}\r\nSubject: Mail ${mails}\r\n${dateField}Message-ID: <${mails}.${process.pid}@customer.example>\r\n\r\n${body}`;
}
