/**
 * For `node:http`. A module of Node's that is imported by `import` has all of its exports read, and three of this one (`WebSocket` and its events)
 * load undici, the program behind `fetch`: a tenth of the time that a function takes to load. Here they are left out.
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
