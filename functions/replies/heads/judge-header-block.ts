import { ROLE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { DATE } from './attribution-features.ts';
import { type HeaderLine, readInlineFields } from './header-line.ts';
import { isAnswerSubject, plainSubject } from './plain-subject.ts';

export const rolesOf = (fields: readonly (HeaderLine | undefined)[]): number =>
  fields.reduce((sum, field) => sum | (field?.roles ?? 0), 0);

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

/** `Date: 3.11.2026` or `Date: November 3, 2026`: a program would say the time, too. */
const isDayAlone = ({ isDated, hasTime, value }: HeaderLine): boolean =>
  isDated && !hasTime && !/\d\D+\d/.test(foldText(value).replace(DATE, ''));

/** A From field, directly followed by a date with a time of day. People who type a journey continue with To. */
const isSentBy = ([from, date]: readonly HeaderLine[]): boolean =>
  from !== undefined && (from.roles & ROLE.from) !== 0 && date?.hasTime === true;

export const saysWhoAndWhen = (roles: number): boolean =>
  (roles & ROLE.from) !== 0 && (roles & ROLE.date) !== 0;

/** An address, or a subject and a time of day: people do not type that by hand. */
export function isProof(fields: readonly (HeaderLine | undefined)[]): boolean {
  const all = fields
    .filter((field) => field !== undefined)
    .flatMap((field) => [field, ...readInlineFields(field.value)]);
  if (all.some(({ hasAddress }) => hasAddress)) return true;
  return (
    all.some(({ hasTime }) => hasTime) && all.some(({ roles }) => (roles & ROLE.subject) !== 0)
  );
}

/** No address, no date and no reply prefix: people also type such lines. */
export function isAnonymous(fields: readonly HeaderLine[]): boolean {
  return !fields.some(
    ({ hasAddress, isDated, roles, value }) =>
      hasAddress || isDated || ((roles & ROLE.subject) !== 0 && isAnswerSubject(value)),
  );
}

/** It has a subject that is not the mail's, and no address. */
export function isAboutOther(fields: readonly (HeaderLine | undefined)[], plain: string): boolean {
  const all = fields.filter((field) => field !== undefined);
  const subject = all.find(({ roles }) => roles === ROLE.subject)?.value;
  if (subject === undefined || all.some(({ hasAddress }) => hasAddress)) return false;
  return plainSubject(subject) !== plain;
}
