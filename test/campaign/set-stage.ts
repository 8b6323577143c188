import type { TestPipeline } from '../support/pipeline.ts';
import { callUntilDone } from './call-until-done.ts';
import type { Scenario } from './scenario.ts';
import { agentOf, type Person, type Stage, TEAMS, userOf } from './stage.ts';
import { untilIdle } from './until-idle.ts';

/** Settings, people and open conversations, before anything fails. */
export async function setStage(
  pipeline: TestPipeline,
  seed: string,
  { conversations, erased, bounced }: Scenario,
  webhookUrl: string,
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
  const stage: Stage = { pipeline, seed, tags: [], conversationIds: [], erased: [], bounced: [] };
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
  await untilIdle(pipeline);
  return stage;
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
