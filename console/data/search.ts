const ADDRESS = /[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@.]{2,63}/;

/** The email address in what is typed. */
export const addressIn = (typed: string): string | undefined => ADDRESS.exec(typed)?.[0];

/** Whether one of the texts holds what is typed, in whatever case. */
export function isIn(texts: readonly string[], typed: string): boolean {
  const wanted = typed.trim().toLocaleLowerCase();
  return texts.some((text) => text.toLocaleLowerCase().includes(wanted));
}

/** Each item once, where it stands first: what was read page by page, and what was asked for by name, may hold the same. */
export const onceEach = <Item>(items: readonly Item[], idOf: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [idOf(item), item])).values(),
];
