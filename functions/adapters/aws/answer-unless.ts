/** AWS's answer; undefined if the call fails because the thing does not exist. `isMissing`: names of the errors that say so, or a test. */
export async function answerUnless<Answer>(
  isMissing: readonly string[] | ((error: Error) => boolean),
  answer: Promise<Answer>,
): Promise<Answer | undefined> {
  const tells = typeof isMissing === 'function' ? isMissing : named(isMissing);
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && tells(error)) return undefined;
    throw error;
  }
}

const named =
  (names: readonly string[]) =>
  ({ name }: Error) =>
    names.includes(name);
