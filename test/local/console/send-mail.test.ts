import { expect, it } from 'vitest';
import { answerMail, sendMail } from '../../../local/console/send-mail.ts';

const MAIL = {
  id: '1',
  sesMessageId: '1',
  from: '',
  to: [],
  at: '',
  raw: 'Subject: Lamps\r\n\r\nHello',
};
/** Nothing listens there: what is refused is never sent. */
const PORT = 1;
const order = { text: 'Yes.', files: [], language: 'en' as const, isBelow: false };

it.each(['no-such-name', 'constructor'])(
  'refuses "%s" as checks and as a mail program',
  async (name) => {
    const mail = { from: '', to: '', subject: '', text: '', files: [], checks: name };
    await expect(sendMail(PORT, mail)).rejects.toThrow(/^"checks" must be one of authenticated, /);
    const answer = { ...order, checks: 'authenticated', client: name };
    await expect(answerMail(PORT, MAIL, answer)).rejects.toThrow(
      /^"client" must be one of Gmail, /,
    );
  },
);
