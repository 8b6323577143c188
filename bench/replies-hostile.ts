import type { ReplyInput } from '../functions/replies/choose-body.ts';

const fill = (unit: string, size: number): string =>
  unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

const OURS = 'We send you another lamp on Monday, with the green shade that you asked for.';
const OURS_AGAIN = 'thank you for this very kind message';
const OURS_ABOVE = 'see you soon then';

/** Bodies that stall parsers, each generated at a given size in characters. */
export const HOSTILE: Readonly<Record<string, (size: number) => ReplyInput>> = {
  'lines of >': (size) => ({ text: fill('>\n', size) }),
  'one line of >': (size) => ({ text: '>'.repeat(size) }),
  'repeated "On "': (size) => ({ text: fill('On ', size) }),
  'lines of "On "': (size) => ({ text: fill('On \n', size) }),
  'marks of forwarded mails above one that closes them': (size) => ({
    text: `${fill('----- Forwarded message -----\n', size)}\n----- End forwarded message -----\n\nx`,
  }),
  'marks of forwarded mails alone': (size) => ({
    text: fill('---------- Forwarded message ---------\n', size),
  }),
  'blank lines': (size) => ({ text: '\n'.repeat(size) }),
  'text and quote by turns': (size) => ({ text: fill('text\n> quote\n', size) }),
  'one line': (size) => ({ text: fill('word ', size) }),
  'attributions only': (size) => ({
    text: fill('On Tue, Nov 3, 2026 at 10:01 AM A <a@b.example> wrote:\n', size),
  }),
  'header blocks only': (size) => ({
    text: fill('From: a@b.example\nDate: 3/11/2026 10:00\nSubject: x\n\n', size),
  }),
  'addresses only': (size) => ({ text: fill('From a@b\nTo x@y\nDate 1\n', size) }),
  'one line of addresses': (size) => ({ text: fill('a1@b> ', size) }),
  'delimiters only': (size) => ({
    text: fill('### Please type your reply above this line ###\n', size),
  }),
  'signature marks': (size) => ({ text: fill('-----\n', size) }),
  'text that we sent': (size) => ({
    text: fill('the quick brown fox jumps over it\n', size),
    sent: [fill('the quick brown fox jumps over it ', size / 2)],
  }),
  // a line of ours that stands elsewhere in our text, below words that stand there at many places
  'lines of ours between long ones': (size) => ({
    text: `No.\n\nOn 3 Nov 2026 at 10:01, Anna <anna@b.example> wrote:\n\n${OURS}\n${OURS_AGAIN}\n${fill(`${fill('word ', size / 200)}\n${OURS_ABOVE}\n`, size)}`,
    sent: new Array(10).fill(`${OURS_ABOVE}\n\n${OURS}\n${fill(`${OURS_AGAIN}\n`, 1_000)}`),
  }),
  'heads of earlier messages': (size) => ({
    text: `No.\n\nOn 3 Nov 2026 at 10:01, Anna <anna@b.example> wrote:\n\n${OURS}\nEarlier in this conversation\n${fill('Anna, 26 Nov 2026, 09:12 GMT:\nHello there\nno\n', size)}`,
    sent: [
      `${OURS}\nEarlier in this conversation\n${fill('Anna, 26 Nov 2026, 09:12 GMT:\nHello there\n', size / 2)}`,
    ],
  }),
  'links of ours below our mail': (size) => ({
    text: `No.\n\nOn 3 Nov 2026 at 10:01, Anna <anna@b.example> wrote:\n\n${OURS}\n${fill('https://a.example/x\n', size)}`,
    sent: [`${OURS}\n${fill('https://a.example/x\n', size)}`],
  }),
  'faces behind one quote mark': (size) => ({ html: fill('<p>&gt;:(</p>', size) }),
  'coloured words in a quote': (size) => ({
    html: `<p>See below, in red</p><blockquote type=cite>${fill('<p>q</p><span style="color:red">a</span>', size)}</blockquote>`,
  }),
  'names and times above a quote': (size) => ({
    text: `${fill('Ann Lamp - 3 Nov 2026 10:01\n', size)}> q`,
  }),
  'a mail of ours with many messages': (size) => ({
    text: `No.\n\n${fill(`${OURS_AGAIN}\n`, size)}`,
    sent: [fill(`Anna wrote:\n${OURS_AGAIN}\nIs it so?\n`, size)],
  }),
  // the lines that are read are at most 50,000, so the short ones are few
  'blank quotes above forward marks': (size) => ({
    text: `${fill('>\n\n', size / 40)}${fill('> ------- Forwarded message -------\n\n', size / 2)}`,
  }),
  'blank lines above attributions': (size) => ({
    text: `${'\n'.repeat(size / 40)}${fill('On 3 Nov 2026 10:01 A <a@b.example> wrote:  text\n', size)}`,
  }),
  'nested elements (50,000 at full size)': (size) => ({
    html: `${'<div>'.repeat(size / 20)}x${'</div>'.repeat(size / 20)}`,
  }),
  'nested blockquotes': (size) => ({ html: `${'<blockquote>'.repeat(size / 20)}x` }),
  'unclosed divs': (size) => ({ html: fill('<div>', size) }),
  'unclosed comments': (size) => ({ html: fill('<!--', size) }),
  'angle brackets': (size) => ({ html: '<'.repeat(size) }),
  entities: (size) => ({ html: fill('&nbsp;', size) }),
};
