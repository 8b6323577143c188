import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../support/start-api.ts';

let test: TestApi;
beforeAll(async () => {
  const addresses: [string] = ['support@piping.example'];
  test = await startApi({ receiving: { addresses, wholeDomain: 'piping.example' } });
});
afterAll(() => test?.stop());

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
