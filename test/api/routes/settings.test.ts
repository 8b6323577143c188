import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../support/start-api.ts';

let test: TestApi;
beforeAll(async () => {
  const addresses: [string] = ['support@piping.example'];
  test = await startApi({ receiving: { addresses, wholeDomain: 'piping.example' } });
});
afterAll(() => test?.stop());

it('a refusal names the setting and the reason (S20)', async () => {
  const { status, body } = await test.call('PUT', '/v1/settings/grouping-seconds', { value: 901 });
  expect([status, body.detail]).toEqual([
    422,
    'grouping-seconds: must be a whole number from 0 to 900',
  ]);
});

it('GET /v1/settings says that the sender address is an agent’s, if somebody wrote the parameter itself (R13)', async () => {
  const problemNow = async () => {
    const { body } = await test.call('GET', '/v1/settings');
    return body.settings.find(({ name }: { name: string }) => name === 'sender-address').problem;
  };
  await test.call('PUT', '/v1/agents/anna', { name: 'Anna', email: 'anna@piping.example' });
  expect(await problemNow()).toBeUndefined();
  await test.ports.parameters.put('sender-address', 'anna@piping.example');
  expect(await problemNow()).toMatch(/address of the agent "anna": nobody may be registered/);
});
