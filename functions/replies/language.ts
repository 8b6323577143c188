/**
 * The words by which mail programs mark what they add: one entry a language, and adding a language is
 * adding one entry. Items are parted by semicolons, groups by bars. Written as the programs write them;
 * case, accents and bidi marks are folded away before comparing (fold-text.ts).
 */
export interface Language {
  /** How an attribution begins (“On”) | what it says somebody did (“wrote”). */
  readonly said: string;
  /** Labels of a header block: from | date | to | subject. */
  readonly head: string;
  /** The words between dashes above an answered mail | above a forwarded one. */
  readonly mark: string;
  /** How a device's or an app's footer begins. */
  readonly footer: string;
  /** Closings before a name, cut by the policy `strip` only | words that disclaimers cannot do without. */
  readonly end: string;
}
