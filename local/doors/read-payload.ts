import type { IncomingMessage } from 'node:http';

/** API Gateway takes no more. */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

export class PayloadTooLarge extends Error {
  constructor() {
    super(`The body is larger than ${MAX_PAYLOAD_BYTES} bytes.`);
  }
}

/** The body of a request; what is beyond the limit is read and forgotten, so that the answer reaches the client. */
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
