import type { TestPipeline } from '../support/pipeline.ts';
import { callUntilDone } from './call-until-done.ts';
import type { Scenario } from './scenario.ts';
import { agentOf, type Mailboxes, type Person, type Stage, TEAMS, userOf } from './stage.ts';
import { untilIdle } from './until-idle.ts';

/** Creates settings, people and conversations before the faults begin. */
export async function setStage(
  pipeline: TestPipeline,
  seed: string,
  { conversations, erased, bounced, guests }: Scenario,
  { webhookUrl, mailboxes }: { webhookUrl: string; mailboxes: Mailboxes | undefined },
): Promise<Stage> {
  await pipeline.local('PUT', '/settings/convert-all-emails', 'on');
  await pipeline.local('PUT', '/settings/mails-per-hour', '1000');
  await callUntilDone(pipeline, 'PUT', '/v1/webhooks/campaign', {
    url: webhookUrl,
    events: ['message.created', 'inbound.held'],
  });
  for (let team = 0; team < TEAMS; team += 1) {
    const { agentId, email } = agentOf(seed, team);
    await callUntilDone(pipeline, 'PUT', `/v1/departments/team${team}`, { name: `Team ${team}` });
    const agent = { name: `Agent ${team}`, email, departmentIds: [`team${team}`] };
    await callUntilDone(pipeline, 'PUT', `/v1/agents/${agentId}`, agent);
  }
  const stage: Stage = {
    ...{ pipeline, seed, mailboxes, replyAddresses: new Map() },
    date: new Date().toUTCString().replace('GMT', '+0000'),
    ...{ tags: [], conversationIds: [], erased: [], bounced: [] },
  };
  for (let number = 0; number < conversations; number += 1) {
    const opened = await open(pipeline, userOf(seed, number), number);
    stage.tags.push(opened.tag);
    stage.conversationIds.push(opened.conversationId);
  }
  for (let number = 0; number < erased; number += 1) {
    stage.erased.push(await openFor(pipeline, `zyxgone${number}x${seed}`, number));
  }
  for (let number = 0; number < bounced; number += 1) {
    stage.bounced.push(await openFor(pipeline, `bounces${number}x${seed}`, number));
  }
  await findReplyAddresses(stage, [
    ...new Set(
      guests.flatMap(({ expected }) => ('conversation' in expected ? [expected.conversation] : [])),
    ),
  ]);
  return stage;
}

/** The user gives a guest the reply address of a mail, with which the guest can write into the conversation. */
async function findReplyAddresses(stage: Stage, conversations: number[]): Promise<void> {
  const { pipeline, seed, conversationIds, replyAddresses } = stage;
  for (const conversation of conversations) {
    const path = `/v1/conversations/${conversationIds[conversation]}/messages`;
    const author = { kind: 'agent', id: agentOf(seed, conversation).agentId };
    await callUntilDone(pipeline, 'POST', path, { author, text: 'Ask whom you like.' }, path);
  }
  await untilIdle(pipeline);
  const outbox = await pipeline.outbox();
  for (const conversation of conversations) {
    const { email } = userOf(seed, conversation);
    const mail = outbox.find(({ to }) => to.includes(email));
    const [, address] = /^Reply-To:[^<]{0,300}<([^>]{1,200})>/im.exec(mail?.raw ?? '') ?? [];
    if (address === undefined) throw new Error(`no mail to ${email} says where an answer goes`);
    replyAddresses.set(conversation, address);
  }
}

async function openFor(pipeline: TestPipeline, userId: string, number: number): Promise<Person> {
  const user = { userId, email: `${userId}@weg.example` };
  return { ...user, ...(await open(pipeline, user, number)) };
}

async function open(
  pipeline: TestPipeline,
  user: { userId: string; email: string },
  number: number,
) {
  const { userId, email } = user;
  await callUntilDone(pipeline, 'PUT', `/v1/users/${userId}`, { name: `Name of ${userId}`, email });
  const departmentId = `team${number % TEAMS}`;
  return callUntilDone(pipeline, 'POST', '/v1/conversations', { userId, departmentId });
}
