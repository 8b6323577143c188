import { hasAlternative, multipartsAround, type TextPart } from './collect-text.ts';

/**
 * Whether the mail's own multipart is what its parts look like. Said to be mixed, the plain form of an answer would be shown beside its
 * page, with all that it quotes; said to be an alternative, one of two texts would not be seen. A text with pages below it is an
 * alternative, as programs send one; other texts are mixed. Texts of one kind are all shown, whatever it is said to be, but what only few
 * programs can show is hidden in an alternative. In a digest, a part without a type is a mail (RFC 2046 §5.1.5).
 */
export function isSubtypeSure(texts: TextPart[]): boolean {
  const hasFallback = texts.some((part) => part.isFallback && !part.container?.parent);
  const written = texts.filter(({ text, isFallback }) => !isFallback && text.trim() !== '');
  const around = multipartsAround(written);
  const top = [...around].find(({ parent }) => parent === undefined);
  if (top === undefined) return !hasFallback;
  const holders = (isHtml: boolean) => {
    const inner = multipartsAround(written.filter((part) => part.isHtml === isHtml));
    inner.delete(top);
    return inner;
  };
  const [holdPlain, holdHtml] = [holders(false), holders(true)];
  // those that no inner multipart makes a form of another
  const loose = written.filter((part) => !hasAlternative(part, part.isHtml ? holdPlain : holdHtml));
  const isOneKind = written.every(({ isHtml }) => isHtml === written[0]?.isHtml);
  const looksAlternative =
    !isOneKind &&
    loose.length === written.length &&
    loose.every(({ isHtml }, at) => isHtml === at > 0);
  if (top.subtype === 'digest') return false;
  if (top.subtype !== 'alternative') return !looksAlternative;
  return looksAlternative || ((isOneKind || loose.length === 0) && !hasFallback);
}
