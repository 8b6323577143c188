import { openApiAdapters } from '../../functions/adapters/aws/opening/api-adapters.ts';
import {
  openReceiveMailAdapters,
  openStaffQuestions,
} from '../../functions/adapters/aws/opening/receive-mail-adapters.ts';
import type { Resources } from '../../functions/adapters/aws/opening/resources.ts';
import { createFeedbackQueue } from '../../functions/adapters/aws/queues/feedback-queue.ts';
import { createSuppressionTable } from '../../functions/adapters/aws/table/feedback/suppression-table.ts';
import { openTable } from '../../functions/adapters/aws/table/open-table.ts';
import { createWebhookSender } from '../../functions/adapters/http/webhook-sender.ts';
import { createWebhookSigner } from '../../functions/adapters/http/webhook-signer.ts';
import type { Api } from '../../functions/api/api-context.ts';
import type { ApiPorts } from '../../functions/api/api-ports.ts';
import { createApi } from '../../functions/api/create-api.ts';
import type { SuppressionStore } from '../../functions/steps/feedback/ports.ts';
import { createMailReader } from '../../functions/steps/receiving/release/create-mail-reader.ts';
import { AccountSuppressionList } from '../../local/engines/account-suppressions.ts';
import { openParameters } from '../../local/engines/parameters.ts';
import { openSecrets } from '../../local/engines/secrets.ts';
import { startServices } from '../../local/engines/services-server.ts';
import { openState } from '../../local/engines/state.ts';
import { expectDocumentedAnswer } from './documented.ts';
import type { HttpAnswer } from './pipeline.ts';
import { startAws, type TestAws } from './start-aws.ts';

const SECRETS = 'email-piping/test/';
const TOKENS = ['admin', 'full', 'read'].map((scope) => ({
  id: scope,
  token: `token-of-${scope}`,
  scope,
}));
const KEYS = { current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } };

/** The chat API with its own adapters on embedded engines, in this process, without functions and mails. */
export interface TestApi {
  api: Api;
  ports: ApiPorts;
  aws: TestAws;
  suppressions: SuppressionStore;
  /** The SES account's list. */
  accountSuppressions: AccountSuppressionList;
  /** Calls with an admin's token by default. Throws if the answer is not as documented. */
  call(
    method: string,
    path: string,
    body?: unknown,
    options?: { scope?: string; headers?: Record<string, string> },
  ): Promise<HttpAnswer>;
  stop(): Promise<void>;
}

export async function startApi(given: Partial<ApiPorts> = {}): Promise<TestApi> {
  const aws = await startAws();
  const state = openState(undefined);
  const parameters = openParameters(state.space('parameters'), () => undefined);
  const secrets = openSecrets(state.space('secrets'));
  const accountSuppressions = new AccountSuppressionList();
  secrets.put(`${SECRETS}api-tokens`, JSON.stringify(TOKENS));
  secrets.put(`${SECRETS}token-keys`, JSON.stringify(KEYS));
  const services = await startServices({
    json: { AmazonSSM: parameters.service, secretsmanager: secrets.service },
    rest: [accountSuppressions.service],
    query: { namespace: 'none', actions: {} },
  });
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: services.endpoint,
    AWS_ENDPOINT_URL_S3: aws.endpoints.fauxqs,
    AWS_ENDPOINT_URL_SQS: aws.endpoints.fauxqs,
  });
  const ports = { ...openPorts(aws), ...given };
  const api = createApi(ports);
  return {
    api,
    ports,
    aws,
    suppressions: createSuppressionTable(openTable(aws, aws.dynamodb)),
    accountSuppressions,
    call: async (method, path, body, { scope = 'admin', headers = {} } = {}) => {
      const response = await api.request(path, {
        method,
        headers: {
          authorization: `Bearer token-of-${scope}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      });
      const answer = await answerOf(response);
      expectDocumentedAnswer(method, path, answer);
      return answer;
    },
    stop: async () => {
      await services.stop();
      state.close();
      await aws.stop();
    },
  };
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

function openPorts(aws: TestAws): ApiPorts {
  const machine = { clock: { now: () => Date.now() }, log: SILENT };
  const resources: Resources = {
    table: openTable(aws, aws.dynamodb),
    bucket: aws.bucket,
    settingsPath: '/email-piping/test/',
    receiving: { addresses: ['support@piping.example'] },
    secretsPrefix: SECRETS,
  };
  return {
    ...openApiAdapters(
      {
        ...resources,
        erasureQueueUrl: aws.queueUrl,
        webhookQueueUrl: 'http://127.0.0.1:1/webhook',
        pollFunctionName: 'poll-mailboxes',
        deliverFunctionName: 'deliver-webhooks',
        parseFunctionName: 'parse-mail',
      },
      machine,
    ),
    // instead of parse-mail
    mailReader: createMailReader({
      ...openReceiveMailAdapters(resources, machine),
      feedback: createFeedbackQueue(aws.sqs, aws.queueUrl),
      questions: openStaffQuestions(aws.sqs, 'http://127.0.0.1:1/outgoing', resources.table),
      dkim: { check: async () => ({ dkim: 'NONE', dkimDomains: [] }), readSealers: async () => [] },
    }),
    sender: createWebhookSender({ isLoopbackAllowed: true }),
    signer: createWebhookSigner(),
  };
}

async function answerOf(response: Response): Promise<HttpAnswer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}
