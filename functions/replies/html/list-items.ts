import type { ElementFacts } from './html-clients.ts';

const MAX_LIST_DEPTH = 8;

/** The number before the list's first one. Programs that split a list around a quote continue it with `start`. */
const lastNumber = ({ start = '' }: ElementFacts): number =>
  /^\d{1,6}$/.test(start) ? Number(start) - 1 : 0;

/** The open lists, and what a browser shows before their items. */
export class ListItems {
  /** The last number of an ordered list, undefined for the others. */
  readonly #lists: (number | undefined)[] = [];

  get isOpen(): boolean {
    return this.#lists.length > 0;
  }

  open(facts: ElementFacts): void {
    this.#lists.push(facts.name === 'ol' ? lastNumber(facts) : undefined);
  }

  close(): void {
    this.#lists.pop();
  }

  /** `- ` or the number of the next item, indented by two blanks per enclosing list. */
  next(): string {
    const depth = Math.min(Math.max(this.#lists.length - 1, 0), MAX_LIST_DEPTH);
    const number = this.#lists.at(-1);
    if (number !== undefined) this.#lists[this.#lists.length - 1] = number + 1;
    return `${'  '.repeat(depth)}${number === undefined ? '-' : `${number + 1}.`} `;
  }
}
