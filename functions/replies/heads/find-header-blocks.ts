import { ROLE, WROTE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { filledAbove, isBlankLine, isRuler, type Line } from '../reply-line.ts';
import { extendAboveQuote, extendHead } from './extend-head.ts';
import { fieldOf, type HeaderLine, labelOf, readInlineFields } from './header-line.ts';
import {
  isAboutOther,
  isAnonymous,
  isHeaderBlock,
  isProof,
  rolesOf,
  saysWhoAndWhen,
} from './judge-header-block.ts';
import { isFormLabel, withoutRawHeads } from './pasted-fields.ts';
import { type MailSubject, readSubject } from './plain-subject.ts';
import { headEndOnSubject, unknownHeadEnd } from './read-unknown-head.ts';

/** Lines of one header block, wrapped ones included. */
const MAX_HEADER_LINES = 24;
/** Lines that one wrapped value (a long To) may take before the next label. */
const MAX_CONTINUATION_LINES = 4;
/** Blank lines between a block and the ruler or mark that introduces it. */
const MAX_GAP_LINES = 3;

export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface HeaderBlock extends Span {
  /** It has an address, or a subject and a time of day: people do not type that by hand. */
  readonly isProven: boolean;
  /** It has no address, and another subject than the mail. */
  readonly isOffSubject: boolean;
}

/**
 * Finds blocks of From/Sent/To/Subject lines, in the languages of Outlook and similar programs. The `subject` of an
 * answer proves a block in any language.
 */
export function findHeaderBlocks(lines: readonly Line[], subject = ''): HeaderBlock[] {
  const blocks: HeaderBlock[] = [];
  const labels = lines.map(({ body }) => labelOf(body));
  withoutRawHeads(lines, labels);
  if (labels.every((label) => label === undefined)) return blocks;
  const fields = lines.map(({ body }, at) => fieldOf(body, labels[at]));
  const isForm = labels.map((label) => label !== undefined && isFormLabel(label));
  const about = readSubject(subject);
  for (let first = 0; first < lines.length; first++) {
    if (labels[first] === undefined) continue;
    const block = readBlock(lines, { fields, isForm }, first, about);
    if (block === undefined) continue;
    const start = Math.max(block.first, (blocks.at(-1)?.last ?? -1) + 1);
    blocks.push({ ...block, first: start });
    first = block.last;
  }
  return blocks;
}

function readBlock(
  lines: readonly Line[],
  read: ReadFields,
  first: number,
  { plain, isAnswer }: MailSubject,
): HeaderBlock | undefined {
  const { fields } = read;
  const known = fields[first] === undefined ? undefined : blockEnd(lines, read, first);
  const isKnown = known !== undefined;
  const onSubject = (): number | undefined =>
    isAnswer ? headEndOnSubject(lines, first, plain) : undefined;
  const last = known ?? unknownHeadEnd(lines, first) ?? onSubject();
  if (last === undefined) return undefined;
  const roles = rolesOf(fields.slice(first, last + 1));
  // a known block below says who and when, so this line is somebody's own
  if (!isKnown && saysWhoAndWhen(roles)) return undefined;
  const start = extendHead(lines, first, roles);
  const all = fields.slice(start, last + 1);
  return {
    first: start,
    last: extendAboveQuote(lines, first, last),
    isProven: !isKnown || isProof(all),
    isOffSubject: plain !== '' && isAboutOther(all, plain),
  };
}

/** By line: its field, and whether it is a field of a contact form. */
interface ReadFields {
  readonly fields: readonly (HeaderLine | undefined)[];
  readonly isForm: readonly boolean[];
}

/** Last line of the block that begins at `first`; undefined when none begins there. */
function blockEnd(lines: readonly Line[], read: ReadFields, first: number): number | undefined {
  const { fields, last, isForm } = collectFields(lines, read, first);
  if (!isHeaderBlock(fields, () => !isForm && isIntroduced(lines, first))) return undefined;
  return isAnonymous(fields) && !isIntroduced(lines, first) ? undefined : last;
}

interface Fields {
  readonly fields: readonly HeaderLine[];
  /** Line of the last field. */
  readonly last: number;
  /** A field of a contact form ended the block. */
  readonly isForm: boolean;
}

function collectFields(
  lines: readonly Line[],
  { fields: all, isForm }: ReadFields,
  first: number,
): Fields {
  const fields: HeaderLine[] = [];
  let last = first;
  let isSpaced = false;
  const end = Math.min(lines.length, first + MAX_HEADER_LINES);
  for (let index = first; index < end && isBeside(lines[index], lines[first]); index++) {
    if (isForm[index]) return { fields, last, isForm: true };
    const field = all[index];
    if (field !== undefined) {
      const isBelowBlank = index > first && lines[index - 1]?.body === '';
      if (opensAnother(fields, field, isBelowBlank && !isSpaced)) break;
      isSpaced ||= isBelowBlank;
      fields.push(field, ...readInlineFields(field.value));
      last = index;
    } else if (!mayContinue(lines, all, index, last)) break;
  }
  return { fields, last, isForm: false };
}

/** A ruler, a dashed mark or a "… wrote" line stands directly above. */
function isIntroduced(lines: readonly Line[], first: number): boolean {
  const body = lines[filledAbove(lines, first, MAX_GAP_LINES)]?.body ?? '';
  return (
    /^[-_=*~—–─━ ]{3,}|[-_=*~—–─━]{2,}$/.test(body) || WROTE.test(foldText(body.slice(0, 200)))
  );
}

/** A second From begins another block, and so does one below the first blank line: what stands above is somebody's own words. */
function opensAnother(
  fields: readonly HeaderLine[],
  field: HeaderLine,
  isBelowFirstBlank: boolean,
): boolean {
  if (field.roles !== ROLE.from || fields.length === 0) return false;
  if (fields.some((each) => each.label === field.label)) return true;
  // HTML made of paragraphs parts all its fields by blank lines, so the first two say nothing
  const isOne = fields.length === 1 && (rolesOf(fields) & ROLE.from) !== 0 && !isAnonymous(fields);
  return isBelowFirstBlank && !isOne;
}

/** Both lines in the same quote, and both or neither in what a client's markup calls history. */
const isBeside = (line: Line | undefined, other: Line | undefined): boolean =>
  line?.depth === other?.depth && line?.marked === other?.marked;

/** A wrapped value continues, or one blank line parts a value and a label, as in HTML made of paragraphs. */
function mayContinue(
  lines: readonly Line[],
  all: readonly (HeaderLine | undefined)[],
  index: number,
  last: number,
): boolean {
  const line = lines[index];
  if (line === undefined) return false;
  // what stands above a ruler is somebody's own
  if (isRuler(line.body)) return false;
  if (!isBlankLine(line))
    return index <= last + MAX_CONTINUATION_LINES && lines[index - 1]?.body !== '';
  return lines[index - 1]?.body !== '' && all[index + 1] !== undefined;
}
