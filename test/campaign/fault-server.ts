import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longer than a caller would like, shorter than SES's answer may take. */
const HANG_MS = 1_500;

/** Answers requests that the shim redirects from AWS: with each service's own throttling error, or not at all. */
export async function startFaultServer(): Promise<{ port: number; stop(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.headers['x-fault'] === 'timeout') {
      setTimeout(() => request.socket.destroy(), HANG_MS);
    } else request.on('end', () => throttle(response, String(request.headers['x-fault-service'])));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function throttle(response: ServerResponse, service: string): void {
  if (service.startsWith('s3')) answer(response, 503, xml('SlowDown'));
  else if (service.startsWith('ses')) answer(response, 400, SES_THROTTLING);
  else {
    const __type = service.startsWith('DynamoDB')
      ? 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'
      : 'ThrottlingException';
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    answer(response, 400, JSON.stringify({ __type, message: 'Rate exceeded' }));
  }
}

const SES_THROTTLING =
  '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>' +
  '<Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message></Error></ErrorResponse>';

const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

function answer(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.end(body);
}
