import { hasAlternative, multipartsAround, type TextPart } from './collect-text.ts';

/**
 * Whether the mail's own multipart is what its parts look like. Said to be mixed, the plain form of an answer would be shown beside its
 * page, with all that it quotes; said to be an alternative, one of two texts would not be seen. A text with pages below it is an
 * alternative, as programs send one; other texts are mixed. In a digest, a part without a type is a mail (RFC 2046 §5.1.5).
 */
export function isSubtypeSure(texts: TextPart[]): boolean {
  const written = texts.filter(({ text, isFallback }) => !isFallback && text.trim() !== '');
  const around = multipartsAround(written);
  const top = [...around].find(({ parent }) => parent === undefined);
  if (top === undefined) return true;
  const holders = (isHtml: boolean) => {
    const inner = multipartsAround(written.filter((part) => part.isHtml === isHtml));
    inner.delete(top);
    return inner;
  };
  const [holdPlain, holdHtml] = [holders(false), holders(true)];
  // those that no inner multipart makes a form of another
  const loose = written.filter((part) => !hasAlternative(part, part.isHtml ? holdPlain : holdHtml));
  const looksAlternative =
    loose.length > 1 &&
    loose.length === written.length &&
    loose.every(({ isHtml }, at) => isHtml === at > 0);
  const isSingle = loose.length === written.length ? loose.length === 1 : loose.length === 0;
  if (top.subtype === 'alternative') return looksAlternative || isSingle;
  return top.subtype !== 'digest' && !looksAlternative;
}
