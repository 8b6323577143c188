/**
 * The service has done what was asked, and the caller never hears of it: the connection seems to break before the answer. Nobody else may
 * see the response: a broken body would be taken for an empty one.
 */
export function loseAnswer(call) {
  const { emit } = call;
  call.emit = function emitUnlessAnswer(event, ...given) {
    if (event !== 'response') return emit.call(this, event, ...given);
    const [response] = given;
    response.resume();
    return emit.call(
      this,
      'error',
      Object.assign(new Error('the answer was lost'), { code: 'ECONNRESET' }),
    );
  };
  return call;
}
