import { callUntilDone } from './call-until-done.ts';
import type { Newcomer } from './scenario.ts';
import { agentOf, type Stage } from './stage.ts';
import { untilFiled } from './until-filed.ts';
import { compose } from './write-mail.ts';

/** A stranger writes; the chat names them while they write again and an agent answers (S7). */
export async function nameNewcomer(stage: Stage, newcomer: Newcomer): Promise<void> {
  const { pipeline, seed } = stage;
  const { userId, email, first, second } = newcomer;
  const send = (mail: Newcomer['first']) =>
    pipeline.smtp({
      from: email,
      raw: compose({ from: email, to: pipeline.address, mail, date: stage.date }),
    });
  await send(first);
  const { conversationId } = await untilFiled(stage, email, first);
  const agent = { kind: 'agent', id: agentOf(seed, first.number).agentId };
  await Promise.all([
    send(second),
    callUntilDone(pipeline, 'PUT', `/v1/users/${userId}`, { name: `Name of ${userId}`, email }),
    callUntilDone(
      pipeline,
      'POST',
      `/v1/conversations/${conversationId}/messages`,
      { author: agent, text: `answer to ${userId}` },
      `answer-${userId}`,
    ),
  ]);
}
