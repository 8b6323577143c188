import type { StartTag } from './html-clients.ts';

/** Characters of style sheets that are searched for the paragraphs' margin; the rest is skipped. */
const MAX_STYLE_CHARS = 20_000;
const PARAGRAPHS_TOUCH =
  /(?:^|[\s,}>-])p\s{0,5}(?:,[^{}]{0,200})?\{[^}]{0,300}margin(?:-bottom)?\s{0,3}:\s{0,3}0/i;

/** Whether paragraphs have space around them. Outlook's style sheet takes it away. */
export class ParagraphMargins {
  #doParagraphsTouch = false;
  #styleChars = 0;

  readStyleSheet(text: string): void {
    if (this.#doParagraphsTouch || this.#styleChars > MAX_STYLE_CHARS) return;
    this.#styleChars += text.length;
    this.#doParagraphsTouch = PARAGRAPHS_TOUCH.test(text.slice(0, MAX_STYLE_CHARS));
  }

  hasMargin({ attributes }: StartTag): boolean {
    const { class: className = '', style = '' } = attributes;
    if (this.#doParagraphsTouch || /^mso/i.test(className)) return false;
    return !/margin(?:-(?:top|bottom))?:\s{0,3}0/i.test(style);
  }
}
