import { LABELS, ROLE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import type { Line } from '../reply-line.ts';
import { ENDS_WITH_COLON } from './attribution-features.ts';
import { makeField } from './header-line.ts';

/** Lines above and below the line with the address that may belong to the same header block. */
const MAX_BARE_FIELDS = 8;
const MAX_FIELD_CHARS = 400;
/** Longest label, in words. */
const MAX_LABEL_WORDS = 3;
const ADDRESSED = /^[^\s:：@]{1,30}\s/;
const ALL_ROLES = ROLE.from | ROLE.date | ROLE.to | ROLE.subject;

export interface BareHead {
  readonly first: number;
  readonly last: number;
}

interface BareField {
  readonly roles: number;
  readonly hasTime: boolean;
}

/**
 * Finds header blocks whose labels have no colon, as webmail for certified mail writes them (`Da "Ann" ann@b.it` / `A …` / `Data …` /
 * `Oggetto …`). The labels are common words, so all four must stand in a row, with an address and a time.
 */
export function findBareHeads(lines: readonly Line[]): BareHead[] {
  const heads: BareHead[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!mayBeAddressed(lines[at]?.body ?? '')) continue;
    const { isHead, ...stretch } = fieldsAround(lines, at);
    if (isHead) heads.push(stretch);
    // the other lines of the stretch would give the same result
    at = stretch.last;
  }
  return heads;
}

/** Cheap pre-check: an address behind a first word without a colon, and no colon at the end, where attributions have one. */
function mayBeAddressed(body: string): boolean {
  const at = body.indexOf('@');
  return at > 0 && ADDRESSED.test(body) && !ENDS_WITH_COLON.test(body);
}

/** The consecutive fields around a line, and whether they are a header block. */
function fieldsAround(lines: readonly Line[], at: number): BareHead & { isHead: boolean } {
  let roles = 0;
  let hasTime = false;
  const add = (field: BareField | undefined): boolean => {
    if (field === undefined) return false;
    roles |= field.roles;
    hasTime ||= field.hasTime;
    return true;
  };
  let [first, last] = [at, at];
  if (add(readBareField(lines[at]))) {
    while (first > at - MAX_BARE_FIELDS && add(readBareField(lines[first - 1]))) first--;
    while (last < at + MAX_BARE_FIELDS && add(readBareField(lines[last + 1]))) last++;
  }
  return { first, last, isHead: roles === ALL_ROLES && hasTime };
}

/** `Data Wed, 4 Nov 2026 10:12`; the label may stand alone. */
function readBareField(line: Line | undefined): BareField | undefined {
  if (line === undefined || line.body === '' || line.body.length > MAX_FIELD_CHARS)
    return undefined;
  const words = line.body.split(' ', MAX_LABEL_WORDS + 1);
  for (let count = Math.min(MAX_LABEL_WORDS, words.length); count > 0; count--) {
    const label = words.slice(0, count).join(' ');
    const roles = LABELS.get(foldText(label));
    if (roles !== undefined) return makeField(label, roles, line.body.slice(label.length));
  }
  return undefined;
}
