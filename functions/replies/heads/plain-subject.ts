import { foldText } from '../lines/fold-text.ts';

/** Longest subject that is compared, in UTF-16 units. */
const MAX_SUBJECT_CHARS = 1_000;
/** Shorter subjects may be the same by chance. */
const MIN_TELLING_CHARS = 4;
/** `Re: `, `Fwd: `, `AW: `, `回复：`, several of them. */
const PREFIXES = /^(?:[\p{L}]{1,8} ?(?:\[\d{1,3}\])?[:：] ?){1,5}/u;

/** Reply and forward prefixes of mail programs. */
const ANSWER_SUBJECT =
  /^(?:re|aw|wg|fwd?|r|i|rif|rv|res|enc|odp|pd|sv|vs|vb|antw|doorst|tr|ynt|ilt|vl|ha|hl|отв|відп|на|απ|σχετ|回复|答复|转发|返信|転送|回覆|轉寄|답장|전달|رد|תשובה) ?(?:\[\d+\])?[:：]/i;

/** A subject as it is compared: folded, without what mail programs put before it. */
export const plainSubject = (value: string): string =>
  foldText(value.slice(0, MAX_SUBJECT_CHARS)).replace(PREFIXES, '').trim();

/** Whether the subject is that of an answer or a forward. */
export const isAnswerSubject = (value: string): boolean => ANSWER_SUBJECT.test(value);

/** The subject of the mail, as it is compared; '' if it proves nothing. `isAnswer`: it begins as answers' do. */
export interface MailSubject {
  readonly plain: string;
  readonly isAnswer: boolean;
}

export function readSubject(subject: string): MailSubject {
  const plain = plainSubject(subject);
  if (plain.length < MIN_TELLING_CHARS) return { plain: '', isAnswer: false };
  return { plain, isAnswer: isAnswerSubject(subject) };
}
