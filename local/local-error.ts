/** An error that the person at the terminal can mend. It is shown as a sentence, without a stack trace. */
export class LocalError extends Error {
  override name = 'LocalError';
}
