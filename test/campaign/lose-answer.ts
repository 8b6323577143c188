import type { ClientRequest, IncomingMessage } from 'node:http';

/**
 * The service does its work, but the connection seems to break before the answer. No other listener may
 * see the response, as a broken body would be read as an empty one.
 */
export function loseAnswer(call: ClientRequest): ClientRequest {
  const { emit } = call;
  call.emit = function emitUnlessAnswer(event: string | symbol, ...given: unknown[]): boolean {
    if (event !== 'response') return emit.call(this, event, ...given);
    const [response] = given as [IncomingMessage];
    response.resume();
    return emit.call(
      this,
      'error',
      Object.assign(new Error('the answer was lost'), { code: 'ECONNRESET' }),
    );
  };
  return call;
}
