import { LABELS, ROLE, WROTE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { isBlankLine, isRuler, type Line } from '../reply-line.ts';
import { ADDRESS, DATE, TIME } from './attribution-features.ts';
import { extendAboveQuote, extendHead } from './extend-head.ts';
import { isFormLabel, withoutRawHeads } from './pasted-fields.ts';
import { isAnswerSubject, type MailSubject, plainSubject, readSubject } from './plain-subject.ts';
import { headEndOnSubject, unknownHeadEnd } from './read-unknown-head.ts';

/** Lines of one header block, wrapped ones included. */
const MAX_HEADER_LINES = 24;
/** Longest label with its decoration, in UTF-16 units. */
const MAX_LABEL_CHARS = 40;
/** Lines that one wrapped value (a long To) may take before the next label. */
const MAX_CONTINUATION_LINES = 4;
/** Blank lines between a block and the ruler or mark that introduces it. */
const MAX_GAP_LINES = 3;
/** What surrounds a label that is bold or stands in a list. */
const LABEL_EDGES = /^[*_|#•\s]+|[*_|#•\s]+$/g;

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

/** One field of a header block. */
export interface HeaderLine {
  readonly label: string;
  readonly roles: number;
  readonly value: string;
  readonly hasAddress: boolean;
  readonly isDated: boolean;
  readonly hasTime: boolean;
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

/** It has a subject that is not the mail's, and no address. */
function isAboutOther(fields: readonly (HeaderLine | undefined)[], plain: string): boolean {
  const all = fields.filter((field) => field !== undefined);
  const subject = all.find(({ roles }) => roles === ROLE.subject)?.value;
  if (subject === undefined || all.some(({ hasAddress }) => hasAddress)) return false;
  return plainSubject(subject) !== plain;
}

const rolesOf = (fields: readonly (HeaderLine | undefined)[]): number =>
  fields.reduce((sum, field) => sum | (field?.roles ?? 0), 0);

const saysWhoAndWhen = (roles: number): boolean =>
  (roles & ROLE.from) !== 0 && (roles & ROLE.date) !== 0;

/** Offset of the first colon if it is near enough for a label, else -1. */
function labelEnd(body: string): number {
  const [narrow, wide] = [body.indexOf(':'), body.indexOf('：')];
  const first = narrow < 0 || (wide >= 0 && wide < narrow) ? wide : narrow;
  return first < MAX_LABEL_CHARS ? first : -1;
}

/** Reads `*From:* value`, `De : value` or `发件人：value`; undefined when no language has the label. */
export const readField = (body: string): HeaderLine | undefined => fieldOf(body, labelOf(body));

/** What stands before the first colon, folded, without what surrounds a label; undefined when no colon is near enough. */
function labelOf(body: string): string | undefined {
  const colon = labelEnd(body);
  if (colon < 0) return undefined;
  const written = foldText(body.slice(0, colon));
  return LABELS.has(written) ? written : written.replace(LABEL_EDGES, '');
}

function fieldOf(body: string, label: string | undefined): HeaderLine | undefined {
  const roles = label && LABELS.get(label);
  if (!label || !roles) return undefined;
  const colon = labelEnd(body);
  return makeField(label, roles, body.slice(colon + 1, colon + 300).replace(/^[*_\s]+/, ''));
}

/** Makes a header field from its folded label and its value. */
export function makeField(label: string, roles: number, value: string): HeaderLine {
  const folded = (roles & ROLE.date) === 0 ? '' : foldText(value);
  // `01.10.2026` is not a time of day
  const hasTime = TIME.test(folded.replace(/\d{1,4} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}/g, ''));
  return {
    label,
    roles,
    value,
    hasAddress: ADDRESS.test(value),
    hasTime,
    isDated: hasTime || DATE.test(folded),
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

function isProof(fields: readonly (HeaderLine | undefined)[]): boolean {
  const all = fields
    .filter((field) => field !== undefined)
    .flatMap((field) => [field, ...readInlineFields(field.value)]);
  if (all.some(({ hasAddress }) => hasAddress)) return true;
  return (
    all.some(({ hasTime }) => hasTime) && all.some(({ roles }) => (roles & ROLE.subject) !== 0)
  );
}

/** No address, no date and no reply prefix: people also type such lines. */
function isAnonymous(fields: readonly HeaderLine[]): boolean {
  return !fields.some(
    ({ hasAddress, isDated, roles, value }) =>
      hasAddress || isDated || ((roles & ROLE.subject) !== 0 && isAnswerSubject(value)),
  );
}

/** A ruler, a dashed mark or a "… wrote" line stands directly above. */
function isIntroduced(lines: readonly Line[], first: number): boolean {
  let above = first - 1;
  while (above >= 0 && above > first - 1 - MAX_GAP_LINES && isBlankLine(lines[above] as Line))
    above--;
  const body = lines[above]?.body ?? '';
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

/** A wrapped value continues, or one blank line parts two labels, as in HTML made of paragraphs. */
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
  return index === last + 1 && all[index + 1] !== undefined;
}

const NO_FIELDS: readonly HeaderLine[] = [];

/** Reads further labels on the same line: `À : a@b.c Objet : …`. */
function readInlineFields(value: string): readonly HeaderLine[] {
  // nearly no value contains another label
  if (!/[:：]\s/.test(value)) return NO_FIELDS;
  const fields: HeaderLine[] = [];
  for (const match of value.matchAll(/\s([^\s:：]{1,20}) ?[:：]\s/g)) {
    const label = foldText(match[1] ?? '');
    const roles = LABELS.get(label);
    if (roles !== undefined)
      fields.push(makeField(label, roles, value.slice(match.index + match[0].length)));
  }
  return fields;
}

/**
 * Whether fields are a mail's header block. Three of sender, recipient, date, subject and address must be there, a From or
 * Date among them, and a proof: an address, a From among three fields with a subject, a From directly followed by a time of
 * day, or a day below a "… wrote" line. `From: Rome / To: Milan / Date: 3 November, 10:30` has none.
 */
export function isHeaderBlock(
  fields: readonly HeaderLine[],
  isBelowHead: () => boolean = () => false,
): boolean {
  const roles = rolesOf(fields);
  const hasAddress = fields.some((field) => field.hasAddress);
  const isDated = fields.some((field) => field.isDated);
  if ((roles & (ROLE.from | ROLE.date)) === 0 || fields.length < 2) return false;
  const hasSubject = (roles & ROLE.subject) !== 0;
  const hasSender = (roles & ROLE.from) !== 0;
  const isProven =
    hasAddress ||
    isSentBy(fields) ||
    (hasSender && hasSubject && fields.length >= 3 && !fields.some(isDayAlone));
  if (!isProven && !(isDated && isBelowHead())) return false;
  const to = (roles & ROLE.to) !== 0 ? 1 : 0;
  return Number(hasSender) + to + Number(isDated) + Number(hasSubject) + Number(hasAddress) >= 3;
}

/** `Date: 3.11.2026`: a program would say the time, too. */
const isDayAlone = ({ isDated, hasTime, value }: HeaderLine): boolean =>
  isDated && !hasTime && !/\d/.test(foldText(value).replace(DATE, ''));

/** A From field, directly followed by a date with a time of day. People who type a journey continue with To. */
const isSentBy = ([from, date]: readonly HeaderLine[]): boolean =>
  from !== undefined && (from.roles & ROLE.from) !== 0 && date?.hasTime === true;
