import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createLongBodies } from '../../functions/adapters/aws/bucket/long-bodies.ts';
import { attachmentKey, readObject } from '../../functions/adapters/aws/bucket/objects.ts';
import {
  createRawMailStore,
  mailIdOfKey,
} from '../../functions/adapters/aws/bucket/raw-mail-store.ts';
import { createOutgoingQueue } from '../../functions/adapters/aws/queues/outgoing-queue.ts';
import { createWebhookQueue } from '../../functions/adapters/aws/queues/webhook-queue.ts';
import { createConversationTable } from '../../functions/adapters/aws/table/chatting/conversation-table.ts';
import { createPeopleTable } from '../../functions/adapters/aws/table/chatting/people-table.ts';
import { createNoticeTable } from '../../functions/adapters/aws/table/feedback/notice-table.ts';
import { createSuppressionTable } from '../../functions/adapters/aws/table/feedback/suppression-table.ts';
import { createAttachmentStore } from '../../functions/adapters/aws/table/files/attachment-store.ts';
import { createDeliveryTable } from '../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { createGuestTable } from '../../functions/adapters/aws/table/notifying/guest-table.ts';
import { openTable } from '../../functions/adapters/aws/table/open-table.ts';
import { createInboundTable } from '../../functions/adapters/aws/table/receiving/inbound-table.ts';
import { createBudgetTable } from '../../functions/adapters/aws/table/sending/budget-table.ts';
import { createSentMailTable } from '../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { createWindowTable } from '../../functions/adapters/aws/table/sending/window-table.ts';
import { createEventTable } from '../../functions/adapters/aws/table/webhooks/event-table.ts';
import { createWebhookTable } from '../../functions/adapters/aws/table/webhooks/webhook-table.ts';
import { eventIdOf } from '../../functions/conversations/events/event-id.ts';
import { issueToken } from '../../functions/conversations/signals/token.ts';
import { readSettings } from '../../functions/settings/read-settings.ts';
import type { Reserve } from '../../functions/steps/chatting/open-conversation.ts';
import { postMessage } from '../../functions/steps/chatting/post-message.ts';
import { decideNotifications } from '../../functions/steps/notifying/decide-notifications.ts';
import type { Arrival } from '../../functions/steps/receiving/ports.ts';
import { receiveMail } from '../../functions/steps/receiving/receive-mail.ts';
import type { MailIds } from '../../functions/steps/sending/ports.ts';
import { sendNotification } from '../../functions/steps/sending/send-notification.ts';
import { attemptWebhook } from '../../functions/steps/webhooks/attempt-webhook.ts';
import { publishEvent } from '../../functions/steps/webhooks/publish-event.ts';
import { type AwsUse, countCalls, sumOf } from './count-calls.ts';
import { secretKey } from './secret-key.ts';
import { connectAws, type TestAws } from './start-aws.ts';

const CONVERSATION = '1000';
const USER = { kind: 'user', id: 'carla' } as const;
/** No sentence twice, so that it packs like a real text. */
const KILOBYTE_OF_TEXT = [
  'Hello Ada, thank you for the quick answer.',
  'The parcel came on Tuesday at about ten, but the box was empty except for crumpled paper and the invoice.',
  'My neighbour signed for it; she says the tape had been cut and glued again, which she found odd.',
  'I took four pictures of the carton, of the label with number 00340434161094022115, and of the scale: 210 grams.',
  'According to your shop the kettle alone weighs 1.3 kilograms, so it must have gone missing before the depot in Kassel.',
  'Could you ask the carrier for the weights they noted? They refuse to speak with recipients on the telephone.',
  'If a second one is still on the shelf, please send it to my office instead: Lindenstrasse 7, third floor, bell "Vogt".',
  'Otherwise I would rather have the 84.90 euros back on the card I paid with, not as a voucher.',
  'By the way, the green lid I ordered with it (article K-1170) has arrived separately and fits perfectly.',
  'I am away from the ninth to the fifteenth, my colleague Mr Okafor would take it in.',
  'Kind regards from Hamburg, Carla',
].join('\r\n');

/** The AWS calls of each step, by its name in `bench/service-times.ts`, and their sum. */
export interface SceneUse extends AwsUse {
  steps: Record<string, AwsUse>;
}

/**
 * A team of three, a user and an open conversation on the embedded AWS, with every step as the functions run it. What is
 * cached for a minute (settings, secrets) is given; SES is one call. A post takes no permit: a quiet token needs none, a busy one a write for
 * 25 calls (decision 0072).
 */
export async function openCostScene(aws: TestAws) {
  const counter = countCalls(aws);
  const items = openTable(aws, aws.dynamodb);
  const given = { 'sender-address': 'support@piping.example' };
  const { settings } = readSettings(given);
  const tokenKeys = { current: 'a', keys: { a: secretKey(7) } };
  const bodies = createLongBodies(aws.s3, aws.bucket);
  const beside = openTable(aws, connectAws(aws.endpoints).dynamodb);
  const uncounted = createConversationTable(beside, bodies);
  const sent: string[] = [];
  let passedMs = 0;
  const ports = {
    clock: { now: () => Date.now() + passedMs },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    settings: { read: async () => settings },
    tokenKeys: { read: async () => tokenKeys },
    people: createPeopleTable(items),
    conversations: createConversationTable(items, bodies),
    inbound: createInboundTable(items),
    rawMails: createRawMailStore(aws.s3, aws.bucket),
    uploads: createAttachmentStore(aws.s3, aws.bucket, items),
    sentMails: createSentMailTable(items),
    feedback: { put: async () => {} },
    questions: { ask: async () => {}, find: async () => undefined },
    dkim: { check: async () => ({}), readSealers: async () => [] },
    deliveries: createDeliveryTable(items),
    guests: createGuestTable(items),
    notices: createNoticeTable(items),
    suppressions: createSuppressionTable(items),
    windows: createWindowTable(items),
    budget: createBudgetTable(items),
    templates: { readTexts: async () => undefined, readLogo: async () => undefined },
    sender: {
      send: async (_mail: unknown, _mayTry: unknown, record: (ids: MailIds) => Promise<void>) => {
        sent.push('mail');
        const sesMessageId = `0102-${sent.length}-000000`;
        const taken = { sesMessageId, wireMessageId: `<${sesMessageId}@x.example>` };
        await record(taken);
        return { kind: 'sent' as const, ...taken };
      },
    },
    queue: createOutgoingQueue(aws.sqs, aws.queueUrl),
    apiUrl: 'https://api.example',
    random: () => 0.5,
    events: createEventTable(items),
    webhooks: createWebhookTable(items),
    // cached in a warm function
    secrets: { read: async () => 'whsec_a', put: async () => 'v1' },
    webhookQueue: createWebhookQueue(aws.sqs, aws.queueUrl),
    webhookSender: {
      refusalOf: () => undefined,
      post: async () => ({ kind: 'answered' as const, status: 204 }),
    },
    signer: { newSecret: () => 'whsec_a', sign: () => ({}) },
  };
  const ifFound = items.reading('eventual-if-found');
  const notifying = {
    ...ports,
    attachments: { read: (id: string) => readObject(aws, attachmentKey(id)) },
  };
  const receiving = {
    ...ports,
    people: createPeopleTable(ifFound),
    attachments: ports.uploads,
  };
  const hooks = {
    ...ports,
    conversations: {
      ...ports.conversations,
      findMessage: createConversationTable(ifFound, bodies).findMessage,
    },
    webhooks: {
      ...createWebhookTable(ifFound),
      list: createWebhookTable(items.reading('eventual')).list,
    },
    sender: ports.webhookSender,
  };

  async function storeMail(number: number): Promise<Arrival> {
    const key = `inbound/mail-${number}`;
    const token = issueToken(tokenKeys, 'address', CONVERSATION, USER);
    const raw = [
      'From: Carla <carla@kunde.example>',
      `To: support+${token}@piping.example`,
      'Subject: Re: parcel',
      `Message-ID: <${number}@kunde.example>`,
      `Date: ${new Date().toUTCString()}`,
      '',
      KILOBYTE_OF_TEXT,
    ].join('\r\n');
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: key, Body: raw }));
    return {
      mailId: mailIdOfKey(key),
      receivedAt: new Date().toISOString(),
      via: 'ses',
      envelope: {
        reversePath: 'carla@kunde.example',
        forwardPaths: [`support+${token}@piping.example`],
      },
      verdicts: { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' },
    };
  }

  async function receive(arrival: Arrival): Promise<string> {
    const record = await receiveMail(arrival, receiving);
    if (record?.outcome !== 'delivered' || !record.messageId) {
      throw new Error(`the mail of the scene was ${record?.outcome}: ${record?.reason}`);
    }
    return record.messageId;
  }

  async function post(reserve: Reserve = async (_name, make) => make()): Promise<string> {
    const message = {
      author: { kind: 'agent' as const, id: 'ada' },
      text: 'We send you another one.',
      attachmentIds: [],
      answeredByBot: false,
    };
    const posted = await postMessage(CONVERSATION, message, reserve, ports);
    if (posted.kind !== 'posted') throw new Error(`the message of the scene: ${posted.kind}`);
    return posted.message.messageId;
  }

  /** The step that the stream starts for a new message. */
  async function decide(messageId: string): Promise<void> {
    // part of the stream's record
    const message = await uncounted.findMessage(messageId);
    await decideNotifications(message ?? { messageId }, notifying);
  }

  async function send(messageId: string): Promise<void> {
    const window = { conversationId: CONVERSATION, participant: USER, windowId: messageId };
    await sendNotification({ window, attempt: 0 }, notifying);
  }

  let hasWebhook = false;
  async function tellWebhooks(messageId: string): Promise<void> {
    const subject = { type: 'message.created', conversationId: CONVERSATION, messageId } as const;
    await publishEvent(subject, new Date().toISOString(), hooks);
    // without webhooks the queue gets no order
    if (!hasWebhook) return;
    const order = { webhookId: 'chat', eventId: eventIdOf(subject), attempts: 0, messageId };
    await attemptWebhook(order, hooks);
  }

  /** Counts the steps one by one; the first creates the message of the others. */
  async function countSteps(
    first: [name: string, make: () => Promise<string>],
    others: Record<string, (messageId: string) => Promise<void>>,
  ): Promise<SceneUse> {
    counter.take();
    const messageId = await first[1]();
    const steps: Record<string, AwsUse> = { [first[0]]: counter.take() };
    for (const [name, follow] of Object.entries(others)) {
      await follow(messageId);
      steps[name] = counter.take();
    }
    return { ...sumOf(Object.values(steps)), steps };
  }

  let mails = 0;
  return {
    async begin(): Promise<void> {
      for (const agentId of ['ada', 'ben', 'cleo']) {
        await ports.people.putAgent({
          agentId,
          name: agentId,
          email: `${agentId}@team.example`,
          aliases: [],
          role: 'agent',
          departmentIds: [],
        });
      }
      await ports.people.changeUser('carla', () => ({
        userId: 'carla',
        email: 'carla@kunde.example',
        givenEmail: 'carla@kunde.example',
        formerEmails: [],
        emailNotifications: true,
      }));
      const at = new Date().toISOString();
      await ports.conversations.create({
        conversationId: CONVERSATION,
        userId: 'carla',
        agentId: 'ada',
        status: 'open',
        createdAt: at,
        lastActivityAt: at,
      });
      await this.messageOut();
      await this.mailIn();
    },

    addWebhook: () => {
      hasWebhook = true;
      return ports.webhooks.change('chat', () => ({
        webhookId: 'chat',
        url: 'https://chat.example/hook',
        events: ['message.created'],
        secrets: [{ version: 'v1' }],
        deadDeliveries: 0,
        createdAt: new Date(0).toISOString(),
      }));
    },

    /** The user answers by mail, 1 KB of text; nobody of the team is mailed in this count. */
    async mailIn(): Promise<SceneUse> {
      mails += 1;
      const arrival = await storeMail(mails);
      return countSteps(['parse', () => receive(arrival)], { tell: tellWebhooks });
    },

    /** An agent answers in the chat, and the user is mailed. */
    messageOut: (): Promise<SceneUse> =>
      countSteps(['post', () => post()], { decide, send, tell: tellWebhooks }),

    /** The same steps one by one. */
    steps: { storeMail, receive, post, decide, send },

    passTime: (milliseconds: number) => {
      passedMs += milliseconds;
    },

    mailsSent: () => sent.length,
  };
}
