import { MailBoundExceeded, type MailLimits } from '../limits.ts';
import type { PartHeader } from './part-header.ts';

const CR = 13;
const DASH = 45;
/** A delimiter line may end in blanks (RFC 2046 §5.1.1), to which a relaxed signature sets no limit (RFC 6376 §3.4.4). */
export const MAX_DELIMITER_LINE_BYTES = 64 * 1024;

/** A multipart that contains parts. */
export interface Multipart {
  subtype: string;
  boundary: string;
  parent?: Multipart;
}

/** A delimiter line of the open multipart at `depth`, or of the one there that ended last. */
export interface Delimiter {
  depth: number;
  isClosing: boolean;
  /** Belongs to the multipart that ended last. */
  isBelowEnd?: boolean;
}

/** The multiparts that are open at one point of the mail, outermost first. */
export class OpenMultiparts {
  readonly #limits: MailLimits;
  readonly #open: Multipart[] = [];
  /** The multipart that ended last. Some programs close one too early, and go on with its delimiters. */
  #closed?: Multipart;
  /** The delimiters of the open multiparts: a fast check for the many lines that only begin like one. */
  #names = new Set<string>();
  /** An even faster check, which needs no string of the line. */
  #shapes = new Set<number>();
  /** Some boundary has blanks, as those of Domino have. */
  #hasBlanks = false;
  /** No delimiter of the innermost multipart has been seen yet. */
  isUnentered = false;

  constructor(limits: MailLimits) {
    this.#limits = limits;
  }

  get innermost(): Multipart | undefined {
    return this.#open.at(-1);
  }

  /** Whether a delimiter may come. */
  get hasDelimiters(): boolean {
    return this.#names.size > 0;
  }

  open(multipart: Multipart): void {
    if (this.#open.length >= this.#limits.maxNesting) throw new MailBoundExceeded('nesting');
    this.#open.push(multipart);
    this.isUnentered = true;
    this.#rememberNames();
  }

  /** Gives the innermost multipart another boundary than its header says. */
  rename(boundary: string): void {
    const last = this.#open.pop();
    if (last) this.#open.push({ ...last, boundary });
    this.#rememberNames();
  }

  /** A delimiter ends every multipart inside its own one. A closing delimiter also ends its own. */
  pass({ depth, isClosing }: Delimiter): void {
    const multipart = this.#open[depth] ?? this.#closed;
    this.#open.length = depth;
    this.#closed = isClosing ? multipart : undefined;
    if (multipart && !isClosing) this.#open.push(multipart);
    this.isUnentered = false;
    this.#rememberNames();
  }

  /** The multipart that ended last has really ended. */
  forgetClosed(): void {
    this.#closed = undefined;
    this.#rememberNames();
  }

  /** The delimiter on the line from `line` to its LF at `eol`, if it is one. The innermost multipart is asked first. */
  match(data: Buffer, line: number, eol: number): Delimiter | undefined {
    if (data[line] !== DASH || data[line + 1] !== DASH) return undefined;
    if (eol - line > MAX_DELIMITER_LINE_BYTES) return undefined;
    let end = eol;
    while (end > line && isTrailing(data[end - 1])) end--;
    if (!this.#hasBlanks && end - line > this.#limits.maxBoundaryLength + 4) return undefined;
    const shape = shapeOf(end - line - 2, data[line + 2], data[end - 1]);
    if (end <= line + 2 || (!this.#hasBlanks && !this.#shapes.has(shape))) return undefined;
    const name = unifyBlanks(data.toString('latin1', line + 2, end));
    if (!this.#names.has(name)) return undefined;
    const depth = this.#open.findLastIndex((multipart) => delimitersOf(multipart).includes(name));
    if (depth < 0) return { depth: this.#open.length, isClosing: false, isBelowEnd: true };
    return { depth, isClosing: bareName(this.#open[depth]) !== name };
  }

  #rememberNames(): void {
    this.#names = new Set(this.#open.flatMap(delimitersOf));
    if (this.#closed) this.#names.add(bareName(this.#closed));
    this.#hasBlanks = [...this.#names].some((name) => name.includes(' '));
    this.#shapes = new Set(
      [...this.#names].map((name) =>
        shapeOf(name.length, name.charCodeAt(0), name.charCodeAt(name.length - 1)),
      ),
    );
  }
}

/**
 * What may follow the dashes of a delimiter line, without trailing blanks.
 * Before the closing dashes, blanks at the end of the boundary may stay.
 */
function delimitersOf(multipart: Multipart): string[] {
  const bare = bareName(multipart);
  const whole = unifyBlanks(multipart.boundary);
  return bare === whole ? [bare, `${bare}--`] : [bare, `${bare}--`, `${whole}--`];
}

const bareName = (multipart: Multipart | undefined) =>
  unifyBlanks((multipart?.boundary ?? '').trimEnd());

/** More blanks in a delimiter line do not break the signature of the mail (RFC 6376 §3.4.4), so it stays a delimiter. */
const unifyBlanks = (name: string) => name.replace(/[ \t]+/g, ' ');

/** Boundary of a multipart that names none; this one occurs in no mail. */
const NOT_SAID = '\0';

/** Whether a multipart names its boundary. */
export const isBoundaryKnown = (multipart: Multipart | undefined) =>
  multipart !== undefined && multipart.boundary !== NOT_SAID;

/** The multipart that a header opens. Undefined when it opens none, or is a nested one without a boundary. */
export function readMultipart(
  header: PartHeader,
  parent: Multipart | undefined,
  limits: MailLimits,
): Multipart | undefined {
  if (!header.contentType.startsWith('multipart/')) return undefined;
  const subtype = header.contentType.slice('multipart/'.length);
  const boundary = (header.params.boundary ?? '').replace(/^'(.+)'$/, '$1');
  if (boundary.length > limits.maxBoundaryLength) throw new MailBoundExceeded('boundary');
  if (boundary.trim() !== '' && /^[\x20-\x7e\t]+$/.test(boundary))
    return { subtype, boundary, parent };
  return parent ? undefined : { subtype, boundary: NOT_SAID };
}

/** Length, first and last octet of a delimiter's name. */
function shapeOf(length: number, first = 0, last = 0): number {
  return (length << 16) | (first << 8) | last;
}

function isTrailing(octet: number | undefined): boolean {
  return octet === CR || octet === 32 || octet === 9;
}
