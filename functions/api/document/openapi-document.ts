import type { Api } from '../api-context.ts';
import { CALLS_PER_WINDOW, RATE_WINDOW_MS } from '../middleware/limit-rate.ts';
import { type Document, type DocumentedAnswer, mapCalls } from './document.ts';
import { withExamples } from './with-examples.ts';
import { withHeaders } from './with-headers.ts';

const DESCRIPTION = `The calls that a chat backend makes to email piping. Every error is a problem document (RFC 9457) with a stable \`code\`.
A POST may carry an \`Idempotency-Key\`: the same call within 24 hours takes effect once. Times are RFC 3339 in UTC. Every answer has an
\`x-request-id\`, which is also in the log. A token may make ${CALLS_PER_WINDOW} calls in ${RATE_WINDOW_MS / 1000} seconds: \`RateLimit\` tells how many are left (IETF draft
draft-ietf-httpapi-ratelimit-headers), and a 429 has \`Retry-After\`. Answers may get new fields at any time; unknown fields in bodies and unknown query parameters are refused.`;

/** The OpenAPI 3.1 document, made from the schemas that validate. */
export function openApiDocument(api: Api): Document {
  const described = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Email piping: the chat API',
      version: '1.0.0',
      description: DESCRIPTION,
      license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
    },
    servers: [
      { url: '/', description: 'The server that served this document' },
      { url: 'http://127.0.0.1:8080', description: '`npm start` on your own machine' },
    ],
    tags: TAGS,
    security: [{ bearer: [] }],
  });
  return shareProblems(withEventExamples(withExamples(withHeaders(withOptionalBodies(described)))));
}

/** Adds examples to the events, which are described like calls. */
function withEventExamples(document: Document): Document {
  const { paths } = withExamples({ ...document, paths: document.webhooks as Document['paths'] });
  return { ...document, webhooks: paths } as Document;
}

const TAGS = [
  { name: 'departments', description: 'Groups of agents' },
  { name: 'agents', description: 'Agents and admins, and the addresses they answer from' },
  { name: 'users', description: 'Customers' },
  { name: 'presence', description: 'Who is online. Agents are mailed only while they are offline' },
  {
    name: 'conversations',
    description: 'Each has a number, which is part of the tag in its mails',
  },
  { name: 'messages', description: 'What people wrote in the chat or by mail' },
  { name: 'attachments', description: 'Files attached to messages' },
  { name: 'inbound', description: 'Incoming mail, with the outcome of each mail and its reason' },
  { name: 'suppressions', description: 'Addresses that get no more mail' },
  { name: 'webhooks', description: 'Signed POSTs about what happened' },
  { name: 'settings', description: 'Settings and mailboxes, for admins' },
];

/** `GET /openapi.json`, without a token; the document is made once. */
export function answerOpenApi(api: Api): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  });
  let document: Document | undefined;
  api.get('/openapi.json', (c) => {
    document ??= openApiDocument(api);
    return c.json(document);
  });
}

/** Marks a body as optional if none of its fields is required. */
function withOptionalBodies(document: Document): Document {
  return mapCalls(document, (call) => {
    const body = call.requestBody;
    if (!body || !('content' in body)) return call;
    const schemas = Object.values(body.content).map(
      ({ schema }) => schema as { required?: string[] },
    );
    const isNeeded = schemas.some(({ required = [] }) => required.length > 0);
    return { ...call, requestBody: { ...body, required: isNeeded } };
  });
}

/** Moves the problem responses into the components, one for each status, and refers to them. */
function shareProblems(document: Document): Document {
  const shared = new Map<string, DocumentedAnswer>();
  const referring = mapCalls(document, (call) => {
    const responses = Object.entries(call.responses ?? {}).map(([status, answer]) => {
      if (Number(status) < 400) return [status, answer];
      const name = `Problem${status}`;
      shared.set(name, answer as DocumentedAnswer);
      return [status, { $ref: `#/components/responses/${name}` }];
    });
    return { ...call, responses: Object.fromEntries(responses) };
  });
  const responses = Object.fromEntries(shared);
  return { ...referring, components: { ...referring.components, responses } };
}
