/** What AWS answers; undefined where its error has one of these names, which say that there is none. */
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
