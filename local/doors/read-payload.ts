import type { IncomingMessage } from 'node:http';

/** The limit of API Gateway. */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

export class PayloadTooLarge extends Error {
  constructor() {
    super(`The body is larger than ${MAX_PAYLOAD_BYTES} bytes.`);
  }
}

/** The body of a request. What exceeds the limit is read and dropped, so that the answer reaches the client. */
export async function readPayload(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_PAYLOAD_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > MAX_PAYLOAD_BYTES) throw new PayloadTooLarge();
  return Buffer.concat(chunks);
}
