/** Fills the placeholders of `"{author} wrote:"`; an unknown placeholder stays as it is. */
export function fillText(text: string, values: Record<string, string>): string {
  return text.replace(/\{([a-z]{1,20})\}/gi, (whole, name: string) => values[name] ?? whole);
}
