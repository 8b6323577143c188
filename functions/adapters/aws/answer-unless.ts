/** AWS's answer; undefined if it fails with one of these errors, which mean that the thing does not exist. */
export async function answerUnless<Answer>(
  names: string[],
  answer: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}
