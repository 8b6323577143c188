import { beforeAll, describe, expect, it } from 'vitest';
import { ranges } from '../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import type { Reserve } from '../../../functions/steps/chatting/open-conversation.ts';
import { ATTEMPT_MS } from '../../../functions/steps/sending/ports.ts';
import { anyItem } from '../../support/any-item.ts';
import { awsOfFile } from '../../support/aws-of-file.ts';
import { openCostScene } from '../../support/cost-scene.ts';

const KILLED = new Error('killed');
/** More calls than either way makes. */
const MANY_CALLS = 60;
/** The lease of whoever was killed has ended by then. */
const NEXT_DELIVERY_MS = ATTEMPT_MS.lease + ATTEMPT_MS.skew + 1;

const { aws, table } = await awsOfFile();
let callsLeft = Number.POSITIVE_INFINITY;
let scene: Awaited<ReturnType<typeof openCostScene>>;

beforeAll(async () => {
  killAtLastCall();
  scene = await openCostScene(aws);
  await scene.begin();
});

/** The last call that is left takes effect, but its answer is lost with the function, which makes no further call. */
function killAtLastCall(): void {
  for (const { middlewareStack } of [aws.dynamodb, aws.s3, aws.sqs]) {
    // biome-ignore lint/suspicious/noExplicitAny: the stacks of the clients have no type in common
    (middlewareStack as any).add(
      (next: (args: object) => Promise<object>) => async (args: object) => {
        if (callsLeft <= 0) throw KILLED;
        callsLeft -= 1;
        const answer = await next(args);
        if (callsLeft <= 0) throw KILLED;
        return answer;
      },
      { step: 'build', name: 'killAtLastCall' },
    );
  }
}

/** What came of a message: the messages of the conversation, the rows of this one, and the mails that SES was given. */
async function outcome(messageId: string) {
  const messages = await table.all(anyItem, ranges.messages('1000'));
  const rows = await createDeliveryTable(table).list(messageId);
  return {
    messages: messages.length,
    rows: rows.map(({ decision }) => decision),
    mails: scene.mailsSent(),
  };
}

type Step = () => Promise<unknown>;

/** Plays the steps with so many calls; the one that is killed is played again, because its event comes again. False: none was killed. */
async function play(steps: Step[], calls: number): Promise<boolean> {
  let isKilled = false;
  callsLeft = calls;
  for (const step of steps) {
    await step().catch((error: unknown) => {
      if (error !== KILLED) throw error;
      isKilled = true;
      callsLeft = Number.POSITIVE_INFINITY;
      scene.passTime(NEXT_DELIVERY_MS);
      return step();
    });
  }
  callsLeft = Number.POSITIVE_INFINITY;
  return isKilled;
}

/** As `keepIdempotency` does for a call with a key: the repeated call gets the same ids. */
function reservation(): Reserve {
  const reserved = new Map<string, string>();
  return async (name, propose) => {
    const id = reserved.get(name) ?? (await propose());
    reserved.set(name, id);
    return id;
  };
}

/** Plays `way` killed at its first call, its second, and so on, until it makes no more calls; `check` looks at what came of it. */
async function killAtEachCall(
  way: () => Promise<{ steps: Step[]; check: () => Promise<void> }>,
): Promise<number> {
  for (let calls = 1; calls < MANY_CALLS; calls += 1) {
    const { steps, check } = await way();
    const isKilled = await play(steps, calls);
    await check();
    if (!isKilled) return calls - 1;
  }
  throw new Error(`more than ${MANY_CALLS} calls`);
}

describe('a function that is killed after any of its calls, and whose event comes again', () => {
  it('posts one message, and mails it once (S15)', async () => {
    const kills = await killAtEachCall(async () => {
      const before = await outcome('');
      const reserve = reservation();
      let messageId = '';
      const post = async () => {
        messageId = await scene.steps.post(reserve);
      };
      return {
        steps: [post, () => scene.steps.decide(messageId), () => scene.steps.send(messageId)],
        check: async () =>
          expect(await outcome(messageId)).toEqual({
            messages: before.messages + 1,
            rows: ['sent'],
            mails: before.mails + 1,
          }),
      };
    });
    expect(kills).toBeGreaterThan(10);
  });

  it('makes one message of a mail, and decides once about each recipient (S11, S15)', async () => {
    let mails = 0;
    const kills = await killAtEachCall(async () => {
      mails += 1;
      const before = await outcome('');
      const arrival = await scene.steps.storeMail(1000 + mails);
      let messageId = '';
      const receive = async () => {
        messageId = await scene.steps.receive(arrival);
      };
      return {
        steps: [receive, () => scene.steps.decide(messageId)],
        check: async () =>
          expect(await outcome(messageId)).toEqual({
            ...before,
            messages: before.messages + 1,
            rows: ['skipped', 'skipped', 'skipped'],
          }),
      };
    });
    expect(kills).toBeGreaterThan(5);
  });
});
