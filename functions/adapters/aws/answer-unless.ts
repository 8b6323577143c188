/** AWS's answer; undefined if it fails with an error, told by its name or by a test, which means that the thing does not exist. */
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
