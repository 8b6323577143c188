import { cleanText, cutText } from '../mail/clean-text.ts';
import type { Texts } from '../texts/built-in-texts.ts';
import { fillText } from '../texts/fill-text.ts';
import { buildMail, type MailFields } from './build-mail.ts';
import { directionOf } from './direction.ts';
import { escapeHtml, escapeSentence } from './escape-html.ts';
import { block, box, renderDelimiter, renderPage, renderPreheader } from './html-page.ts';
import { STYLES } from './html-style.ts';
import { formatTime } from './mail-content.ts';

/** Characters of the held mail's subject that are shown: enough to recognise it, too few to persuade somebody of anything. */
const MAX_NAMED_SUBJECT_CHARS = 100;

export interface Question extends Omit<MailFields, 'subject' | 'isAutomatic'> {
  /** The held mail. `receivedAt` is RFC 3339 UTC. */
  held: { subject: string; receivedAt: string };
  /** First line of the mail (R19), if the setting is on. */
  delimiter?: string;
  texts: Texts;
  locale: string;
  /** IANA time zone in which times are shown: `Europe/Rome`. */
  timeZone: string;
}

/** Composes "Was it you?" (S22). It names the subject and time of the held mail, and none of its text. */
export const composeQuestion = (question: Question): Promise<Buffer> =>
  buildMail({
    ...question,
    subject: question.texts.askSubject,
    isAutomatic: true,
    text: textOf(question),
    html: htmlOf(question),
  });

/** Subject and time of the held mail, in the agent's language and time zone. `show` renders both for text or HTML. */
function heldMail(
  { texts, locale, timeZone, held }: Question,
  show = { words: (text: string) => text, subject: (text: string) => text },
): string[] {
  const subject = show.subject(cutText(cleanText(held.subject), MAX_NAMED_SUBJECT_CHARS));
  const time = show.words(formatTime(held.receivedAt, locale, timeZone));
  return [
    fillText(show.words(texts.askMailSubject), { subject }),
    fillText(show.words(texts.askMailTime), { time }),
  ];
}

/** The subject may run in the other direction than our words. */
const IN_HTML = {
  words: escapeSentence,
  subject: (text: string) => `<bdi>${escapeHtml(text)}</bdi>`,
};

const answerOf = ({ texts }: Question): string => fillText(texts.askAnswer, { yes: texts.askYes });

function textOf(question: Question): string {
  const { texts, delimiter } = question;
  const words = [texts.askHeld, '', ...heldMail(question), '', answerOf(question), ''];
  return [...(delimiter ? [delimiter, ''] : []), ...words].join('\n');
}

function htmlOf(question: Question): string {
  const { texts, locale, delimiter } = question;
  const card = [
    block('ep-strong', STYLES.question, escapeSentence(texts.askHeld)),
    box('ep-file', STYLES.file, heldMail(question, IN_HTML).join('<br>')),
    block('ep-body', STYLES.text, escapeSentence(answerOf(question))),
  ];
  const body = [
    renderDelimiter(delimiter),
    renderPreheader(texts.askHeld),
    box('ep-card', STYLES.card, card.join('\n')),
  ];
  const direction = directionOf(texts.askHeld) ?? 'ltr';
  return renderPage({ locale, direction, title: texts.askSubject, body });
}
