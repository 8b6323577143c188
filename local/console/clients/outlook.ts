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

const LABELS = {
  en: ['From', 'Sent', 'To', 'Subject'],
  it: ['Da', 'Inviato', 'A', 'Oggetto'],
} as const;

/** The header block that Outlook puts above a quoted mail, line by line. */
function headerBlock(mail: QuotedMail): Array<[label: string, value: string]> {
  const day = dateIn(mail, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
  const values = [
    `${mail.name} <${mail.address}>`,
    `${day} ${clockIn(mail)}`,
    mail.to,
    mail.subject,
  ];
  return LABELS[mail.language].map((label, index) => [label, values[index] ?? '']);
}

const headerText = (mail: QuotedMail): string =>
  headerBlock(mail)
    .map(([label, value]) => `${label}: ${value}`)
    .join('\n');

const headerHtml = (mail: QuotedMail) =>
  headerBlock(mail)
    .map(([label, value]) => `<b>${label}:</b> ${escapeHtml(value)}`)
    .join('<br>');

/** Outlook on Windows: Word writes the HTML. */
export const outlook: MailProgram = (mail) => {
  const answer = linesAs('<p class=MsoNormal>', '<o:p></o:p></p>', mail.answer, '&nbsp;');
  const history =
    "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>" +
    `${headerHtml(mail)}<o:p></o:p></p></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>${bodyOf(mail.html)}`;
  return {
    text: `${inOrder(mail, mail.answer, `${headerText(mail)}\n\n${mail.text}`, '\n\n')}\n`,
    html:
      '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15 (filtered medium)"></head>' +
      `<body lang=EN-US link="#467886" style='word-wrap:break-word'><div class=WordSection1>${inOrder(mail, answer, history, '<p class=MsoNormal><o:p>&nbsp;</o:p></p>')}</div></body></html>`,
    headers: { 'X-Mailer': 'Microsoft Outlook 16.0', 'Thread-Topic': mail.subject },
  };
};

/** Outlook on the web, and the new Outlook. */
export const outlookOnTheWeb: MailProgram = (mail) => {
  const style =
    'font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);';
  const answer = linesAs(`<div class="elementToProof" style="${style}">`, '</div>', mail.answer);
  const history =
    '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">' +
    '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">' +
    `${headerHtml(mail)}</font><div>&nbsp;</div></div><div>${bodyOf(mail.html)}</div>`;
  const line = '_'.repeat(32);
  return {
    text: `${inOrder(mail, mail.answer, `${line}\n${headerText(mail)}\n\n${mail.text}`, '\n\n')}\n`,
    html: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body dir="ltr">${inOrder(mail, answer, history, '')}</body></html>`,
  };
};
