import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSettingsSource } from '../../../../functions/adapters/aws/settings/settings-source.ts';
import { parseReceivesAt } from '../../../../functions/settings/receiving-addresses.ts';
import { openParameters, type Parameters } from '../../../../local/engines/parameters.ts';
import { ServiceError } from '../../../../local/engines/service-error.ts';
import { type ServicesServer, startServices } from '../../../../local/engines/services-server.ts';
import { openState } from '../../../../local/engines/state.ts';

const PATH = '/email-piping/test/';

let parameters: Parameters;
let services: ServicesServer;
let mayReadHistory: boolean;
let logged: string[];

beforeAll(async () => {
  services = await startServices({
    json: {
      AmazonSSM: {
        GetParametersByPath: (request: never) =>
          parameters.service.GetParametersByPath?.(request) ?? {},
        GetParameterHistory: (request: never) => {
          if (mayReadHistory) return parameters.service.GetParameterHistory?.(request) ?? {};
          throw new ServiceError('AccessDeniedException', 'not authorized');
        },
      },
    },
    query: { namespace: '', actions: {} },
    rest: [],
  });
});
afterAll(() => services.stop());

beforeEach(() => {
  parameters = openParameters(openState(undefined).space('parameters'), () => undefined);
  mayReadHistory = true;
  logged = [];
});

const set = (name: string, text: string) => parameters.put(`${PATH}${name}`, text);

/** The settings of a function that has just started. */
function start() {
  const ssm = new SSMClient({
    region: 'eu-west-1',
    endpoint: services.endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (context: object) => logged.push(JSON.stringify(context)),
  };
  const receiving = parseReceivesAt('support@example.com sales@example.com');
  return createSettingsSource(ssm, PATH, { clock: { now: () => Date.now() }, log, receiving });
}

describe('createSettingsSource (S20)', () => {
  it('has the last good value in force in a function that starts with a bad one', async () => {
    for (const text of ['3', '7', 'many', 'lots']) set('mails-per-hour', text);
    const settings = await start().read();
    expect(settings['mails-per-hour']).toBe(7);
    expect(logged.join()).toContain(`${PATH}mails-per-hour`);
  });

  it('has the last sender that mail can leave from, not one that was always refused', async () => {
    for (const text of ['sales@example.com', 'ceo@example.org']) set('sender-address', text);
    expect((await start().read())['sender-address']).toBe('sales@example.com');
  });

  it('has the default in force if no value was ever good', async () => {
    set('mails-per-hour', 'many');
    const fresh = (await start().read())['mails-per-hour'];
    parameters = openParameters(openState(undefined).space('parameters'), () => undefined);
    expect(fresh).toBe((await start().read())['mails-per-hour']);
  });

  it('has the default in force, and says so, if it may not read the former values', async () => {
    for (const text of ['7', 'many']) set('mails-per-hour', text);
    mayReadHistory = false;
    const { 'mails-per-hour': found } = await start().read();
    expect(found).not.toBe(7);
    expect(logged.join()).toContain('AccessDenied');
  });
});
