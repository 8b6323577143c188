/** A reason not to run that the person at the terminal can mend: shown as a sentence, without a stack. */
export class LocalError extends Error {
  override name = 'LocalError';
}
