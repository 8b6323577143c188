import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Trigger: the HTTP API. Answers that the call is not there. */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  process.stdout.write(`${JSON.stringify({ function: 'serve-api', path: event.rawPath })}\n`);
  return {
    statusCode: 501,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ title: 'Not implemented', status: 501, code: 'not-implemented' }),
  };
}
