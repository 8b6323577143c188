/** Puts values in the place of `{name}`. A value may be anybody's words: `$&` or `{name}` in it stays as it is. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
