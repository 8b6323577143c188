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
  const day = dateIn(mail, { day: 'numeric', month: 'short', year: 'numeric' });
  const time = clockIn(mail, { hour: '2-digit', hour12: false });
  const who = `${mail.name} <${mail.address}>`;
  return mail.language === 'it'
    ? `Il giorno ${day}, alle ore ${time}, ${who} ha scritto:`
    : `On ${day}, at ${time}, ${who} wrote:`;
}

/** Apple Mail on a Mac. */
export const appleMail: MailProgram = (mail) => {
  const line = attribution(mail);
  const quote =
    `<div><br><blockquote type="cite"><div>${escapeHtml(line)}</div><br class="Apple-interchange-newline">` +
    `<div>${bodyOf(mail.html)}</div></blockquote></div>`;
  const answer = linesAs('<div>', '</div>', mail.answer);
  return {
    text: `${inOrder(mail, mail.answer, quoteLines(`${line}\n\n${mail.text}`), '\n\n')}\n`,
    html:
      '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>' +
      `<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">${inOrder(mail, answer, quote, '')}</body></html>`,
    headers: { 'X-Mailer': 'Apple Mail (2.3826.200.121)' },
  };
};
