import { dateIn, inOrder, type MailProgram, quoteLines } from './quoted-mail.ts';

/** A mail program that writes only text, such as mutt. */
export const plainText: MailProgram = (mail) => {
  const day = dateIn(mail, { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' });
  const line =
    mail.language === 'it'
      ? `Il ${day}, ${mail.name} ha scritto:`
      : `On ${day}, ${mail.name} wrote:`;
  return {
    text: `${inOrder(mail, mail.answer, `${line}\n${quoteLines(mail.text)}`, '\n\n')}\n`,
    headers: { 'User-Agent': 'Mutt/2.2.13' },
  };
};
