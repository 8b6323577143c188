import * as v from 'valibot';

/** A length limit, with a message for admins. */
export const atMost = (characters: number) =>
  v.maxLength<string, number, string>(characters, `must have at most ${characters} characters`);
