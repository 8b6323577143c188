import {
  bodyOf,
  clockIn,
  dateIn,
  escapeHtml,
  inOrder,
  linesAs,
  type MailProgram,
  type QuotedMail,
} from './quoted-mail.ts';

function attribution(mail: QuotedMail): string {
  const day = dateIn(mail, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
  const time = clockIn(mail, { second: '2-digit', hour: '2-digit', timeZoneName: 'short' });
  const who = `${mail.name} <${mail.address}>`;
  return mail.language === 'it'
    ? `Il ${day} alle ore ${time}, ${who} ha scritto:`
    : `On ${day} at ${time}, ${who} wrote:`;
}

/** Yahoo Mail on the web; its text part does not mark the quote. */
export const yahoo: MailProgram = (mail) => {
  const line = attribution(mail);
  const answer =
    '<div class="ydp1b0dd1a2yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:16px;">' +
    `${linesAs('<div dir="ltr" data-setdir="false">', '</div>', mail.answer)}<div><br></div></div>`;
  const history =
    '<div id="yahoo_quoted_1734502981" class="yahoo_quoted"><div style="font-family:\'Helvetica Neue\', Helvetica, Arial, sans-serif;font-size:13px;color:#26282a;">' +
    `<div>${escapeHtml(line)}</div><div><br></div><div><br></div><div>${bodyOf(mail.html)}</div></div></div>`;
  return {
    text: `${inOrder(mail, ` ${mail.answer}`, `    ${line}  \n \n ${mail.text}`, '\n')}\n`,
    html: `<html><head></head><body>${inOrder(mail, answer, history, '')}</body></html>`,
    headers: { 'X-Mailer': 'WebService/1.1.22876 YMailNorrin' },
  };
};
