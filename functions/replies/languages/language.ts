/**
 * The words by which mail programs mark what they add, one entry for each language.
 * Semicolons separate words, bars separate groups. Written as programs write them:
 * case, accents and bidi marks are folded before comparing (fold-text.ts). All entries are read together,
 * so that none repeats what the English one has.
 */
export interface Language {
  /** How an attribution begins ("On") | its verb ("wrote"). */
  readonly said: string;
  /** Labels of a header block: from | date | to | subject. */
  readonly head: string;
  /** Words of the mark above an answered mail | above a forwarded one. */
  readonly mark: string;
  /** How footers of devices and apps begin. */
  readonly footer: string;
  /** Closings above a name, which only the policy `strip` cuts | words that disclaimers contain. */
  readonly end: string;
}
