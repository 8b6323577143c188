import { comparedWords, LINK } from './find-added-lines.ts';
import { splitWords } from './find-sent-words.ts';

/** Longest line that is compared as a whole, in UTF-16 units. */
export const MAX_SHORT_CHARS = 80;

/** What we sent, in the forms in which lines of a body are looked for in it. */
export interface SentTexts {
  /** The words of each text, with a blank on both sides. */
  readonly all: readonly string[];
  /** The words of each line that is too short for a run (find-sent-words.ts). */
  readonly shortLines: ReadonlySet<string>;
  /** The lines that hold no words to compare, and all links: a gateway that wraps lines puts a long one on its own. */
  readonly wordless: ReadonlySet<string>;
  readonly haveLinks: boolean;
}

/** Reads our texts when they are first needed: nearly no mail has insertions. */
export function textsOf(sent: readonly string[]): () => SentTexts {
  let texts: SentTexts | undefined;
  return () => {
    texts ??= {
      all: sent.map((text) => ` ${comparedWords(text).join(' ')} `),
      shortLines: new Set(
        sent
          .flatMap((text) => text.split('\n'))
          .filter((line) => line.length <= MAX_SHORT_CHARS)
          .map((line) => splitWords(line).join(' ')),
      ),
      wordless: new Set([
        ...sent
          .flatMap((text) => text.split('\n'))
          .map((line) => line.trim())
          .filter((line) => comparedWords(line).length === 0),
        ...sent.flatMap((text) => text.match(LINK) ?? []),
      ]),
      haveLinks: sent.some((text) => /https?:|www\./i.test(text)),
    };
    return texts;
  };
}
