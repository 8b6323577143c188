import { randomBytes } from 'node:crypto';
import type { OutboxMail } from './answer-mail.ts';
import type { TestPipeline } from './pipeline.ts';

const uid = () => randomBytes(4).toString('hex');

export interface Scene {
  departmentId: string;
  agents: { agentId: string; name: string; email: string }[];
  user: { userId: string; name: string; email: string };
  conversationId: string;
  tag: string;
  /** Posts a chat message, waits until the pipeline is idle, returns the message's id. */
  say(author: { kind: string; id?: string }, text: string, more?: object): Promise<string>;
  messages(): Promise<MessageView[]>;
  deliveries(messageId: string): Promise<DeliveryView[]>;
}

export interface MessageView {
  messageId: string;
  text: string;
  author: { kind: string; id?: string };
  channel: string;
  flags: string[];
  elided?: string;
  attachments: { attachmentId: string; filename: string; size: number }[];
}

export interface DeliveryView {
  recipient?: string;
  decision: string;
  reason: string;
  sesMessageId?: string;
}

async function ok(pipeline: TestPipeline, method: string, path: string, body?: unknown) {
  const answer = await pipeline.api(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path} → ${answer.status} ${answer.text}`);
  return answer.body;
}

/** A department with agents, a user and their conversation, all with unique names. */
export async function openScene(
  pipeline: TestPipeline,
  options: { agents?: number; user?: object } = {},
): Promise<Scene> {
  const id = uid();
  const departmentId = `sales-${id}`;
  await ok(pipeline, 'PUT', `/v1/departments/${departmentId}`, { name: 'Sales' });
  const agents = Array.from({ length: options.agents ?? 1 }, (_, index) => ({
    agentId: `anna-${index}-${id}`,
    name: `Anna ${index}`,
    email: `anna${index}@shop-${id}.example`,
  }));
  for (const { agentId, ...agent } of agents) {
    await ok(pipeline, 'PUT', `/v1/agents/${agentId}`, { ...agent, departmentIds: [departmentId] });
  }
  const user = {
    userId: `carla-${id}`,
    name: 'Carla',
    email: `carla@kunde-${id}.example`,
    ...options.user,
  };
  const { userId, ...rest } = user;
  await ok(pipeline, 'PUT', `/v1/users/${userId}`, rest);
  const { conversationId, tag } = await ok(pipeline, 'POST', '/v1/conversations', {
    userId,
    departmentId,
  });
  const base = `/v1/conversations/${conversationId}/messages`;
  return {
    departmentId,
    agents,
    user,
    conversationId,
    tag,
    say: async (author, text, more = {}) => {
      const { messageId } = await ok(pipeline, 'POST', base, { author, text, ...more });
      await pipeline.idle();
      return messageId;
    },
    messages: async () => (await ok(pipeline, 'GET', base)).messages,
    deliveries: (messageId) => ok(pipeline, 'GET', `/v1/messages/${messageId}/deliveries`),
  };
}

/** The mails to one address, oldest first. */
export async function mailsTo(pipeline: TestPipeline, address: string): Promise<OutboxMail[]> {
  const outbox = (await pipeline.outbox()) as OutboxMail[];
  return outbox.filter(({ to }) => to.includes(address));
}

/** The only mail to one address. */
export async function onlyMailTo(pipeline: TestPipeline, address: string): Promise<OutboxMail> {
  const [mail, ...others] = await mailsTo(pipeline, address);
  if (!mail || others.length > 0) {
    throw new Error(`${mail ? others.length + 1 : 0} mails to ${address}, expected one`);
  }
  return mail;
}

/** The record of the mail with this subject. */
export async function fateOf(pipeline: TestPipeline, subject: string) {
  const { mails } = await ok(pipeline, 'GET', '/v1/inbound');
  return mails.find((mail: { subject: string }) => mail.subject === subject);
}
