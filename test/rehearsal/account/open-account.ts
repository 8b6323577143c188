import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { escapeXml } from '../../../local/engines/query-fields.ts';
import { openRuleSets, type PlayedRuleSets } from '../../../local/engines/receipt-rule-sets.ts';
import { ServiceError } from '../../../local/engines/service-error.ts';
import { cloudFormationActions } from '../cloudformation/actions.ts';
import { createKinds, type Kinds } from '../cloudformation/kinds.ts';
import type { PlayedStack } from '../cloudformation/played-stack.ts';
import { readNotifications, refuseNotifications, refuseRule } from './bucket-refusals.ts';
import type { Moto } from './moto.ts';
import { motoKinds } from './moto-kinds.ts';
import { type FunctionPlaces, playFunctions } from './played-functions.ts';
import { playRest, type SesAccount, sendQuota } from './played-rest.ts';
import { ruleSetKinds } from './rule-set-kinds.ts';

/** An AWS account as a deployment sees it: moto, and in front of it what moto does not know or plays wrongly. */
export interface PlayedAccount {
  endpoint: string;
  moto: Moto;
  stacks: Map<string, PlayedStack>;
  kinds: Kinds;
  ruleSets: PlayedRuleSets;
  /** Operations that neither moto nor we know. */
  unknown: Set<string>;
  /** Operations that we answer in moto's place. */
  played: Set<string>;
  close(): void;
}

interface Asked {
  service: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  form: URLSearchParams;
}

export interface Answer {
  status: number;
  type: string;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** CDK's own stack, in which moto knows everything. */
const BOOTSTRAP = 'CDKToolkit';
/** Headers of a single connection. */
const HOP = ['connection', 'content-length', 'transfer-encoding', 'expect', 'accept-encoding'];

export async function openAccount(
  moto: Moto,
  places: FunctionPlaces,
  environment: () => Record<string, string>,
): Promise<PlayedAccount> {
  const ruleSets = openRuleSets();
  const stacks = new Map<string, PlayedStack>();
  const [unknown, played] = [new Set<string>(), new Set<string>()];
  const functions = playFunctions(moto, places, environment);
  const kinds = createKinds({
    ...motoKinds(moto),
    ...ruleSetKinds(moto, ruleSets),
    ...functions.kinds,
  });
  const storage = new S3Client({ ...moto.client, forcePathStyle: true });
  const readObject = async (url: string) => {
    const { hostname, pathname } = new URL(url);
    const isInPath = hostname === '127.0.0.1' || hostname.startsWith('s3.');
    const place = isInPath ? pathname : `/${hostname.split('.')[0]}${pathname}`;
    const [, Bucket, ...key] = place.split('/');
    const { Body } = await storage.send(new GetObjectCommand({ Bucket, Key: key.join('/') }));
    return Body?.transformToString() ?? '';
  };
  const cloudFormation = cloudFormationActions(stacks, kinds, readObject);
  const ses: SesAccount = { state: 'sandbox' };
  const email = {
    ...ruleSets.service,
    CreateReceiptRule: async (form: URLSearchParams) => {
      await refuseRule(moto, form);
      return ruleSets.service.CreateReceiptRule?.(form) ?? '';
    },
    GetSendQuota: () => sendQuota(ses),
  };

  async function answer(asked: Asked): Promise<Answer> {
    const action = asked.form.get('Action') ?? '';
    if (asked.path.startsWith('/custom-resource/')) {
      functions.takeAnswer(asked.path.split('/')[2] ?? '', asked.body.toString());
      return { status: 200, type: 'text/plain', body: '' };
    }
    const rest = await playRest(asked, functions, ses);
    const actions = { ses: email, cloudformation: cloudFormation }[asked.service];
    const play = isOfBootstrap(asked) ? undefined : actions?.[action as never];
    if (rest || play) played.add(nameOf(asked));
    if (rest) return rest;
    if (play) return playQuery(action, asked.form, play);
    const refused = await refuseAsS3(moto, asked);
    return refused ?? passOn(asked);
  }

  async function passOn(asked: Asked): Promise<Answer> {
    const forwarded = await forward(moto, asked);
    if (isUnknown(forwarded)) unknown.add(nameOf(asked));
    return forwarded;
  }

  const server = createServer((request, response) => {
    read(request)
      .then(answer)
      .then(({ status, type, headers = {}, body }) => {
        response.writeHead(status, { 'content-type': type, ...headers });
        response.end(body);
      })
      .catch((error: unknown) => fail(response, error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    moto,
    stacks,
    kinds,
    ruleSets,
    unknown,
    played,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return {
    service: /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '',
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers,
    body,
    form: new URLSearchParams(isForm ? body.toString() : ''),
  };
}

const isOfBootstrap = ({ service, form }: Asked): boolean =>
  service === 'cloudformation' &&
  ['StackName', 'ChangeSetName'].some((field) => form.get(field)?.includes(BOOTSTRAP));

async function playQuery(
  action: string,
  form: URLSearchParams,
  play: (form: URLSearchParams) => string | Promise<string>,
): Promise<Answer> {
  const id = '<ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata>';
  try {
    const result = `<${action}Result>${await play(form)}</${action}Result>`;
    const body = `<${action}Response>${result}${id}</${action}Response>`;
    return { status: 200, type: 'text/xml', body };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, status } = error;
    const text = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
    return { status, type: 'text/xml', body: `<ErrorResponse>${text}</ErrorResponse>` };
  }
}

/** Refuses what S3 refuses and moto accepts. */
async function refuseAsS3(moto: Moto, { method, path, body }: Asked): Promise<Answer | undefined> {
  if (method !== 'PUT' || !/\?notification\b/.test(path)) return undefined;
  try {
    await refuseNotifications(moto, readNotifications(body.toString()));
    return undefined;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const text = `<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`;
    return { status: error.status, type: 'application/xml', body: text };
  }
}

/** Forwards unchanged, as moto reads the scope of the signature and, for S3, the chunks. */
async function forward(
  { endpoint }: Moto,
  { method, path, headers, body }: Asked,
): Promise<Answer> {
  const sent = httpRequest(endpoint + path, {
    method,
    headers: { ...without(headers, HOP), 'content-length': String(body.length) },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: response.statusCode ?? 500,
    type: String(response.headers['content-type'] ?? 'text/plain'),
    headers: without(Object.fromEntries(given), ['connection', 'transfer-encoding']),
    body: Buffer.concat(chunks),
  };
}

const without = (headers: Record<string, string>, names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

/** moto answers 501 for an unknown action, and its web server's own page for an unknown path. */
const isUnknown = ({ status, body }: Answer): boolean =>
  status === 501 || (status >= 404 && /<!doctype html>/i.test(body.toString().slice(0, 200)));

function nameOf({ service, method, path, headers, form }: Asked): string {
  const [place] = path.split('?');
  const operation = headers['x-amz-target']?.split('.').at(-1) ?? form.get('Action');
  return `${service} ${operation ?? `${method} ${place}`}`;
}

function fail(response: ServerResponse, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  response.writeHead(500, { 'content-type': 'text/xml' });
  response.end(
    `<ErrorResponse><Error><Code>InternalFailure</Code><Message>${escapeXml(String(error))}</Message></Error></ErrorResponse>`,
  );
}
