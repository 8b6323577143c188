import type { Api } from './api-context.ts';

const DESCRIPTION = `What a chat backend tells email piping, and asks of it. Every error is a problem document (RFC 9457) with a stable \`code\`.
POSTs may carry an \`Idempotency-Key\`: the same call within 24 hours happens once. Times are RFC 3339 in UTC.`;

type Document = ReturnType<Api['getOpenAPI31Document']>;

/** The OpenAPI 3.1 document, made of the schemas that validate. */
export function openApiDocument(api: Api): Document {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Email piping: the chat API', version: '1.0.0', description: DESCRIPTION },
    security: [{ bearer: [] }],
  });
}

/** `GET /openapi.json`, without a token; made once. */
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
