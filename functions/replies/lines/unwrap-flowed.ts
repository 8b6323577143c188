/** Joins the soft line breaks of `format=flowed` text (RFC 3676 §4.1, with its parameter DelSp). */
export function unwrapFlowed(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { quote: string; parts: string[] } | undefined;
  for (const raw of text.split(/\r?\n/)) {
    const quote = /^>*/.exec(raw)?.[0] ?? '';
    // §4.4: one space after the quote marks is stuffing
    const content = raw.slice(quote.length).replace(/^ /, '');
    // §4.3: the signature mark is never flowed. Nor is an empty line: blanks may have been added
    // to both without breaking the signature of the mail (RFC 6376 §3.4.4)
    const isBreak = /^(?:-- *| *)$/.test(content);
    const isFlowed = content.endsWith(' ') && !isBreak;
    if (open !== undefined && (open.quote !== quote || isBreak)) {
      out.push(closeLine(open));
      open = undefined;
    }
    const part = isFlowed && delSp ? content.slice(0, -1) : content;
    open ??= { quote, parts: [] };
    open.parts.push(part);
    if (isFlowed) continue;
    out.push(closeLine(open));
    open = undefined;
  }
  if (open !== undefined) out.push(closeLine(open));
  return out.join('\n');
}

function closeLine(open: { quote: string; parts: string[] }): string {
  const content = open.parts.join('');
  return open.quote === '' ? content : `${open.quote} ${content}`;
}
