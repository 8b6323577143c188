import * as v from 'valibot';

/** For a text that an admin writes. */
export const atMost = (characters: number) =>
  v.maxLength<string, number, string>(characters, `must have at most ${characters} characters`);
