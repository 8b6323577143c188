import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../local/configuration.ts';
import { findFreePort } from '../../local/engines/ports.ts';
import { startPipeline } from '../../local/pipeline.ts';
import { Stops } from '../../local/stops.ts';
import { readAssembly } from '../../local/template/read-assembly.ts';
import { synthesize } from '../../local/template/synthesize.ts';
import { type FunctionOnLambda, runOnLambda } from './run-on-lambda.ts';

const TOKEN = 'lambda-token';
/** Configures the functions that exist only if asked for. */
const EVERY_FUNCTION = { activateRuleSet: true, canary: true };

const stops = new Stops();
const configuration = readConfiguration({
  PIPING_HTTP_PORT: String(await findFreePort()),
  PIPING_SMTP_PORT: String(await findFreePort()),
  PIPING_API_TOKEN: TOKEN,
});
const machine = await startPipeline(
  configuration,
  async () => readAssembly(await synthesize(process.cwd(), configuration, EVERY_FUNCTION)),
  stops,
);
afterAll(() => stops.run());

/** API Gateway's event for a request, payload format 2.0. */
const REQUEST = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/v1/agents',
  rawQueryString: '',
  headers: { authorization: `Bearer ${TOKEN}`, host: 'local.execute-api.eu-west-1.amazonaws.com' },
  requestContext: {
    domainName: 'local.execute-api.eu-west-1.amazonaws.com',
    http: { method: 'GET', path: '/v1/agents', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' },
    requestId: 'request',
    stage: '$default',
    timeEpoch: 0,
  },
  isBase64Encoded: false,
};

/** CloudFormation's request to a custom resource, whose answer goes to the URL. */
const answered = Promise.withResolvers<{ Status: string }>();
const cloudFormation = createServer(async (request, response) => {
  answered.resolve((await json(request)) as { Status: string });
  response.end();
}).listen(0, '127.0.0.1');
await once(cloudFormation, 'listening');
afterAll(() => cloudFormation.close());
const JOIN = {
  RequestType: 'Create',
  ResponseURL: `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/`,
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'JoinedRule',
  ResourceType: 'Custom::JoinedReceiptRule',
  ResourceProperties: {
    ruleName: 'ours',
    ownRuleSetName: 'ours',
    recipients: ['support@piping.example'],
    bucketName: 'bucket',
    topicArn: 'arn:aws:sns:eu-west-1:123456789012:topic',
    stop: 'false',
  },
};
const SCHEDULED = { source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [] };

/** Events by function; the others get a batch without records, which reaches the handler, too. */
const EVENTS: Record<string, unknown> = {
  'serve-api': REQUEST,
  'join-rule-set': JOIN,
  'send-canary': SCHEDULED,
};
const NO_RECORDS = { Records: [] };

const functions = machine.functions.all().map(({ definition, environment }) => {
  // Lambda keeps no compiled code between machines
  const { NODE_COMPILE_CACHE: _none, ...given } = environment;
  const onLambda: FunctionOnLambda = {
    ...definition,
    environment: { ...given, ...definition.environment },
  };
  return [definition.name, onLambda] as const;
});

describe("AWS's runtime interface client under Node 24", () => {
  it.each(functions)('loads %s and gets an answer', async (name, definition) => {
    const ran = await runOnLambda(definition, EVENTS[name] ?? NO_RECORDS);
    const { initMs, peakMegabytes } = ran;
    process.stdout.write(
      `${name}: init ${initMs} ms, at most ${peakMegabytes} of ${definition.memoryMegabytes} MB\n`,
    );
    expect(ran).toMatchObject({ isOk: true });
    expect(peakMegabytes ?? 0).toBeLessThan(definition.memoryMegabytes);
  });

  it('runs every function of functions/', () => {
    const sources = readdirSync('functions').filter((file) => file.endsWith('.ts'));
    expect(functions.map(([name]) => `${name}.ts`).sort()).toEqual(sources.sort());
  });

  it('sends CloudFormation the answer of join-rule-set', async () => {
    expect(await answered.promise).toMatchObject({ Status: 'SUCCESS' });
  });

  it('answers a request of API Gateway with the API’s answer', async () => {
    const found = functions.find(([name]) => name === 'serve-api');
    if (!found) throw new Error('there is no serve-api');
    expect((await runOnLambda(found[1], REQUEST)).body).toMatchObject({ statusCode: 200 });
  });

  it.each([
    ['a bundle that cannot be loaded', "import './not-there.mjs'; export const handler = 1;"],
    [
      'a require that an ES module does not have',
      "export const handler = async () => require('fs');",
    ],
    ['a handler of another name', 'export const handle = async () => 1;'],
    [
      'a handler with a callback, which Node 24 on Lambda no longer knows',
      'export const handler = (event, context, done) => done();',
    ],
  ])('finds %s', async (_, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'email-piping-bundle-'));
    writeFileSync(join(folder, 'index.mjs'), code);
    const [first] = functions;
    if (!first) throw new Error('there is no function');
    const ran = await runOnLambda({ ...first[1], folder }, NO_RECORDS);
    rmSync(folder, { recursive: true });
    expect(ran.isOk).toBe(false);
  });
});
