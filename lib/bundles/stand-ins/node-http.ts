/**
 * Replaces `node:http`. Importing one of Node's modules reads all its exports, and three of this one (`WebSocket` and
 * its events) load undici, the library behind `fetch`: a tenth of a function's load time. They are left out here.
 */
const http = process.getBuiltinModule('node:http');

export const {
  Agent,
  ClientRequest,
  createServer,
  get,
  globalAgent,
  IncomingMessage,
  maxHeaderSize,
  METHODS,
  OutgoingMessage,
  request,
  Server,
  ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
} = http;
// biome-ignore lint/style/noDefaultExport: Node's modules have one
export default http;
