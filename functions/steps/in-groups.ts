/** Works on `size` entries concurrently, and on the next ones when all of these are done. After a failure no more begin. */
export async function inGroups<Entry>(
  entries: readonly Entry[],
  size: number,
  work: (entry: Entry) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < entries.length; from += size) {
    await Promise.all(entries.slice(from, from + size).map(work));
  }
}
