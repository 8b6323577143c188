import {
  bodyOf,
  clockIn,
  dateIn,
  escapeHtml,
  inOrder,
  linesAs,
  type MailProgram,
  type QuotedMail,
  quoteLines,
} from './quoted-mail.ts';

function attribution(mail: QuotedMail): string {
  const day = dateIn(mail, { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' });
  const who = `${mail.name} <${mail.address}>`;
  return mail.language === 'it'
    ? `Il giorno ${day} alle ore ${clockIn(mail)} ${who} ha scritto:`
    : `On ${day} at ${clockIn(mail)} ${who} wrote:`;
}

/** Gmail on the web. */
export const gmail: MailProgram = (mail) => {
  const line = attribution(mail);
  const quote =
    '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">' +
    `${escapeHtml(line)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;` +
    `border-left:1px solid rgb(204,204,204);padding-left:1ex">${bodyOf(mail.html)}</blockquote></div>`;
  const answer = `<div dir="ltr">${linesAs('<div>', '</div>', mail.answer)}</div>`;
  return {
    text: `${inOrder(mail, mail.answer, `${line}\n\n${quoteLines(mail.text)}`, '\n\n')}\n`,
    html: inOrder(mail, answer, quote, '<br>'),
  };
};
