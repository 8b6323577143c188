import { foldText } from './fold-text.ts';

/** The same pattern for folded text: letters lose case and accents as the text does, escapes like `\p{L}` stay. */
export const foldPattern = ({ source, flags }: RegExp): RegExp =>
  new RegExp(
    source.replace(/\\.(?:\{[^}]*\})?|[^\\]+/gu, (part) =>
      part.startsWith('\\') ? part : foldText(part),
    ),
    flags,
  );
