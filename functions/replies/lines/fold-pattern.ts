import { foldText } from './fold-text.ts';

/** The same pattern for folded text: its letters are folded as the text is, escapes like `\p{L}` stay. */
export const foldPattern = ({ source, flags }: RegExp): RegExp =>
  new RegExp(
    source.replace(/\\.(?:\{[^}]*\})?|[^\\]+/gu, (part) =>
      part.startsWith('\\') ? part : foldText(part),
    ),
    flags,
  );
