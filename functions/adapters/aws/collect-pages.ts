/** Collects what `entriesOf` returns for each page of a paginator, in order. */
export async function collectPages<Page, Entry>(
  pages: AsyncIterable<Page>,
  entriesOf: (page: Page) => Entry[],
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const page of pages) entries.push(...entriesOf(page));
  return entries;
}
