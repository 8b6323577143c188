import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailReaderByCall } from '../../../functions/adapters/aws/other-functions.ts';
import type { MailQuestion } from '../../../functions/steps/receiving/release/ports.ts';
import { startServices } from '../../../local/engines/services-server.ts';
import type { FunctionRegistry } from '../../../local/functions/function-registry.ts';
import { playLambda } from '../../../local/functions/play-lambda.ts';

const asked: MailQuestion[] = [];
let answer: { isOk: true; value: unknown } | { isOk: false; error: string; message: string };
const registry = {
  all: () => [
    {
      definition: { arn: 'arn:aws:lambda:eu-west-1:0:function:parse-mail' },
      invoke: async (event: MailQuestion) => {
        asked.push(event);
        return answer;
      },
    },
  ],
};

describe('createMailReaderByCall', () => {
  let services: Awaited<ReturnType<typeof startServices>>;
  beforeAll(async () => {
    const rest = [playLambda(() => registry as unknown as FunctionRegistry)];
    services = await startServices({ json: {}, rest, query: { namespace: 'none', actions: {} } });
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: services.endpoint,
    });
  });
  afterAll(() => services.stop());
  const reader = createMailReaderByCall('parse-mail');
  const told = (value: unknown) => {
    answer = { isOk: true, value };
  };

  it('invokes parse-mail, and returns its answer', async () => {
    told({ text: 'Hello', attachments: [] });
    expect(await reader.contents('inbound-1')).toEqual({ text: 'Hello', attachments: [] });
    told('already-delivered');
    expect(await reader.replay('inbound-2')).toBe('already-delivered');
    told({ kind: 'not-readable', why: 'a part without an end' });
    const order = { conversationId: '7' };
    expect(await reader.release('inbound-3', order)).toEqual({
      kind: 'not-readable',
      why: 'a part without an end',
    });
    expect(asked).toEqual([
      { ask: 'contents', mailId: 'inbound-1' },
      { ask: 'replay', mailId: 'inbound-2' },
      { ask: 'release', mailId: 'inbound-3', order },
    ]);
  });

  it('finds no mail if parse-mail answers nothing', async () => {
    told(undefined);
    expect(await reader.contents('inbound-1')).toBeUndefined();
    expect(await reader.preview('inbound-1')).toBeUndefined();
  });

  it('throws if the question is longer than Lambda takes', async () => {
    told('replayed');
    await expect(reader.replay('x'.repeat(6_291_456))).rejects.toThrow(
      'payload is too large for the RequestResponse invocation type',
    );
  });

  it('throws if parse-mail fails, or answers something else', async () => {
    answer = { isOk: false, error: 'Error', message: 'the table is gone' };
    await expect(reader.replay('inbound-1')).rejects.toThrow('parse-mail gave no answer');
    told({ kind: 'sent to the moon' });
    await expect(reader.release('inbound-1', {})).rejects.toThrow('this is no answer');
  });
});
