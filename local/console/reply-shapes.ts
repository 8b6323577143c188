/** What a mail program makes of an answer: its own words around the mail that is quoted. */
export interface QuotedMail {
  /** What the person typed. */
  answer: string;
  /** Name and address of who wrote the quoted mail. */
  name: string;
  address: string;
  subject: string;
  text: string;
  html: string;
  at: Date;
}

export interface ReplyBodies {
  text: string;
  html?: string;
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const quote = (text: string) =>
  text
    .split('\n')
    .map((line) => (line ? `> ${line}` : '>'))
    .join('\n');
const asDivs = (text: string) =>
  text
    .split('\n')
    .map((line) => `<div>${line ? escapeHtml(line) : '<br>'}</div>`)
    .join('');
const inBody = (html: string) => /<body[^>]{0,2000}>([\s\S]*?)<\/body>/i.exec(html)?.[1] ?? html;
const dateOf = (at: Date) =>
  at.toLocaleDateString('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  });
const timeOf = (at: Date) => at.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });

function replyOfGmail(mail: QuotedMail): ReplyBodies {
  const line = `On ${dateOf(mail.at)} at ${timeOf(mail.at)} ${mail.name} <${mail.address}> wrote:`;
  return {
    text: `${mail.answer}\n\n${line}\n\n${quote(mail.text)}\n`,
    html:
      `<div dir="ltr">${asDivs(mail.answer)}</div><br><div class="gmail_quote gmail_quote_container">` +
      `<div dir="ltr" class="gmail_attr">${escapeHtml(line)}<br></div>` +
      `<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${inBody(mail.html)}</blockquote></div>`,
  };
}

function replyOfOutlook(mail: QuotedMail): ReplyBodies {
  const head = [
    ['From', `${mail.name} <${mail.address}>`],
    ['Sent', `${dateOf(mail.at)} ${timeOf(mail.at)}`],
    ['Subject', mail.subject],
  ];
  const lines = mail.answer
    .split('\n')
    .map((line) => `<p class=MsoNormal>${line ? escapeHtml(line) : '&nbsp;'}<o:p></o:p></p>`);
  return {
    text: `${mail.answer}\n\n${head.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${mail.text}\n`,
    html:
      '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15 (filtered medium)"></head>' +
      `<body lang=EN-US><div class=WordSection1>${lines.join('')}` +
      "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>" +
      `${head.map(([name, value]) => `<b>${name}:</b> ${escapeHtml(value ?? '')}`).join('<br>')}<o:p></o:p></p></div>${inBody(mail.html)}</div></body></html>`,
  };
}

function replyOfAppleMail(mail: QuotedMail): ReplyBodies {
  const line = `On ${mail.at.getDate()} ${mail.at.toLocaleDateString('en-GB', { month: 'short', year: 'numeric' })}, at ${mail.at.toISOString().slice(11, 16)}, ${mail.name} <${mail.address}> wrote:`;
  return {
    text: `${mail.answer}\n\n${quote(`${line}\n\n${mail.text}`)}\n`,
    html:
      `<html><body dir="auto">${asDivs(mail.answer)}<div dir="ltr"><br><blockquote type="cite">${escapeHtml(line)}<br><br></blockquote></div>` +
      `<blockquote type="cite"><div dir="ltr">${inBody(mail.html)}</div></blockquote></body></html>`,
  };
}

function replyOfPlainText(mail: QuotedMail): ReplyBodies {
  return {
    text: `${mail.answer}\n\nOn ${dateOf(mail.at)}, ${mail.name} wrote:\n${quote(mail.text)}\n`,
  };
}

/** The mail programs that the console can answer as, by name. */
export const REPLY_SHAPES: Readonly<Record<string, (mail: QuotedMail) => ReplyBodies>> = {
  Gmail: replyOfGmail,
  Outlook: replyOfOutlook,
  'Apple Mail': replyOfAppleMail,
  'plain text': replyOfPlainText,
};
