import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../functions/notifications/mail-content.ts';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const SENT =
  'Anna wrote:\n\nWe have found the lamp that you lost. Where may we send it, please?\n\nTo answer, just reply to this mail.';
const HEAD =
  'From: Lamps <help@lamps.example>\nSent: Tuesday, November 3, 2026 10:01\nTo: Carla\nSubject: Lamps\n\n';
const read = (text: string) => extractReply({ text, sent: [SENT] }).reply;

/** Our mail with something between its paragraphs. */
const withInserted = (inserted: string) =>
  HEAD + SENT.replace('please?\n\n', `please?\n\n${inserted}\n\n`);

describe('extractReply, answers typed into a history without quote marks', () => {
  it('keeps them below the text above the history (S12)', () => {
    expect(read(`See below, in red.\n\n${withInserted('To Via Roma 1.\nSecond floor.')}`)).toBe(
      'See below, in red.\n\nTo Via Roma 1.\nSecond floor.',
    );
  });

  it.each([
    '3.11.2026',
    'On 3 Nov 2026 at 10:30',
    '3 November 2026, 10:30 AM',
    '3.11.26 um 10:30 Uhr',
    'The PIN is 4711, from 9:30 on',
    'UPS comes in 2026 at 10:30',
  ])('keeps %s, which is no time of ours: they have a day, a year and a zone (S12)', (own) => {
    expect(read(`See below.\n\n${withInserted(own)}`)).toBe(`See below.\n\n${own}`);
  });

  it('keeps an answer that repeats some of our words, as one of two lamps that we offered (S12)', () => {
    expect(read(`See below.\n\n${withInserted('The lamp')}`)).toBe('See below.\n\nThe lamp');
  });

  it.each([
    ['it', 'Europe/Rome'],
    ['pt', 'America/Sao_Paulo'],
    ['pt', 'America/Manaus'],
    ['ar', 'Asia/Riyadh'],
    ['bg', 'Europe/Sofia'],
    ['cs', 'Europe/Prague'],
    ['sk', 'Europe/Bratislava'],
    ['fa', 'Asia/Tehran'],
    ['th', 'Asia/Bangkok'],
    ['bn', 'Asia/Dhaka'],
    ['am', 'Africa/Addis_Ababa'],
    ['km', 'Asia/Phnom_Penh'],
    ['ml', 'Europe/Rome'],
  ])('leaves out the time in our mail in the language %s (S12, S18)', (locale, timeZone) => {
    const when = formatTime('2026-11-03T10:01:00Z', locale, timeZone);
    expect(read(`Thanks.\n\n${HEAD}${SENT.replace('wrote:', `wrote:\n\n${when}`)}`)).toBe(
      'Thanks.',
    );
  });

  it.each(['<https://lamps.example/a?b=c>', '[cid:logo.png@01]'])(
    'leaves out %s, which a program inserted',
    (inserted) => {
      expect(read(`Thanks.\n\n${withInserted(inserted)}`)).toBe('Thanks.');
    },
  );

  it('keeps a link as an answer, unless our mail has links itself (S12)', () => {
    const text = `See below.\n\n${withInserted('https://maps.example/via-roma')}`;
    expect(read(text)).toBe('See below.\n\nhttps://maps.example/via-roma');
    const sent = [`${SENT}\n\nhttps://lamps.example/chat`];
    expect(extractReply({ text, sent }).reply).toBe('See below.');
  });

  it('leaves out a link of ours that a gateway wrapped onto its own line, between our lines and at our end (S12)', () => {
    const link = 'https://lamps.example/chat/4711';
    const past = '· · ·\nEarlier in this conversation';
    for (const below of ['', `\n\n${past}`]) {
      const sent = [`${SENT}\n\nOpen the conversation in the chat: ${link}${below}`];
      const inner = (sent[0] ?? '').replace(' https', '\nhttps').replaceAll('\n', '<br>');
      const html = `<p>Thanks.</p><blockquote type="cite">${inner}</blockquote>`;
      expect(extractReply({ html, sent }).reply).toBe('Thanks.');
    }
  });

  it.each(['-----Original Message-----\n', '-------- Nachricht --------\n\n'])(
    'keeps them also below %j above the header block (S12, R27)',
    (mark) => {
      expect(read(`See below.\n\n${mark}${withInserted('To Via Roma 1.')}`)).toBe(
        'See below.\n\nTo Via Roma 1.',
      );
    },
  );

  it('leaves out those in an older mail, which were delivered with that mail', () => {
    const newer = `${HEAD}The lamp leaves us on Monday.\n\n`;
    expect(read(`Thanks.\n\n${newer}${withInserted('To Via Roma 1.')}`)).toBe('Thanks.');
  });

  it('leaves out text between words that were not consecutive in our mail', () => {
    const shortened = SENT.replace('We have found the lamp that you lost. ', '');
    const other = `${HEAD}${shortened.replace('please?', 'please? We wait for it.')}`;
    expect(read(`Thanks.\n\n${other}`)).toBe('Thanks.');
  });
});

describe('extractReply, answers typed into the element that holds the quote, below words above it', () => {
  const paragraphs = (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join('');
  const [WROTE = '', QUESTION = '', FOOTER = ''] = SENT.split('\n\n');
  const WHEN = '3 Nov 2026, 10:01 UTC';
  const CLIENTS: [name: string, quote: (inner: string) => string][] = [
    ['Apple Mail', (inner) => `<blockquote type="cite">${inner}</blockquote>`],
    [
      'Gmail',
      (inner) =>
        `<div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 3, 2026 at 10:01 AM Lamps &lt;help@lamps.example&gt; wrote:<br></div><blockquote class="gmail_quote">${inner}</blockquote></div>`,
    ],
    [
      'Outlook',
      (inner) => `<div id="appendonsend"></div><div id="divRplyFwdMsg">${HEAD}</div>${inner}`,
    ],
  ];
  const readHtml = (html: string) => extractReply({ html, sent: [SENT] }).reply;

  it.each(CLIENTS)('keeps them: %s (S12)', (_, quote) => {
    const inner = paragraphs([WROTE, WHEN, QUESTION, 'To Via Roma 1.', FOOTER]);
    expect(readHtml(`<p>See below.</p>${quote(inner)}`)).toBe('See below.\n\nTo Via Roma 1.');
  });

  it.each(CLIENTS)('leaves out all parts of our own mail: %s', (_, quote) => {
    const preview = 'We have found the lamp';
    const inner = paragraphs([preview, WROTE, WHEN, QUESTION, FOOTER]);
    expect(readHtml(`<p>Thanks.</p>${quote(inner)}`)).toBe('Thanks.');
  });

  it.each(CLIENTS.slice(0, 2))('keeps them below the end of our mail: %s (S12)', (_, quote) => {
    const inner = paragraphs([WROTE, WHEN, QUESTION, FOOTER, 'To Via Roma 1.']);
    expect(readHtml(`<p>See below.</p>${quote(inner)}`)).toBe('See below.\n\nTo Via Roma 1.');
  });

  it.each(
    CLIENTS.slice(0, 2).flatMap(([name, quote]) =>
      ['https://maps.example/via-roma', '###'].map((last) => [name, last, quote] as const),
    ),
  )(
    '%s: leaves out the %s with which our mail ends, and keeps what was typed below it (S12)',
    (_, last, quote) => {
      const sent = [`${SENT}\n\n${last}`];
      const inner = paragraphs([WROTE, WHEN, QUESTION, FOOTER, last]);
      expect(extractReply({ html: `<p>See below</p>${quote(inner)}`, sent }).reply).toBe(
        'See below',
      );
      const typed = inner + paragraphs(['To Via Roma 1.']);
      expect(extractReply({ html: `<p>See below</p>${quote(typed)}`, sent }).reply).toBe(
        'See below\n\nTo Via Roma 1.',
      );
    },
  );

  it('leaves out what the quoted mail says below its own quote of our mail (S12)', () => {
    const head = '<div>On 3.11.2026 10:01, Carla Lamp wrote:</div>';
    const ours = `<blockquote type="cite"><p>${SENT.replaceAll('\n\n', '</p><p>')}</p></blockquote>`;
    const earlier = `${head}<blockquote type="cite">${head}${ours}<p>To Via Roma 1.</p></blockquote>`;
    expect(extractReply({ html: `<p>Or to 2.</p>${earlier}`, sent: [SENT] }).reply).toBe(
      'Or to 2.',
    );
  });

  it('leaves out what stands below our mail in a history that runs to the end: gateways write there', () => {
    const inner = paragraphs([WROTE, WHEN, QUESTION, FOOTER, 'Checked by the gateway of Eve Ltd.']);
    const outlook = CLIENTS[2]?.[1] ?? String;
    expect(readHtml(`<p>See below.</p>${outlook(inner)}`)).toBe('See below.');
  });

  it('leaves them out if the policy says so (docs/replies.md)', () => {
    const html = `<p>See below.</p><blockquote type="cite">${paragraphs([WROTE, QUESTION, 'To Via Roma 1.', FOOTER])}</blockquote>`;
    expect(extractReply({ html, sent: [SENT] }, { inline: 'drop' }).reply).toBe('See below.');
  });
});

describe('extractReply, answers between short lines of ours in an unmarked history', () => {
  const sent = [
    'Ann wrote:\n\nHello Carla,\n\nthe new lamp leaves today. Is the address right?\n\nWhen shall we call?\n\nTo answer, just reply to this email.',
  ];
  const HEAD =
    'From: Ann <a@lamps.example>\nSent: Friday, 27 November 2026 07:00\nTo: Eve\nSubject: hello';
  const read = (body: string) =>
    extractReply({ text: `See below.\n\n${HEAD}\n\n${body}`, sent }).reply;
  const [WROTE, HELLO, QUESTION, CALL, FOOTER] = sent[0]?.split('\n\n') ?? [];

  it('keeps both answers (S12)', () => {
    const body = [WROTE, HELLO, QUESTION, 'YES', CALL, 'After ten.', FOOTER].join('\n\n');
    expect(read(body)).toBe('See below.\n\nYES\n\nAfter ten.');
  });

  it('keeps the answer below two questions in a row (S12)', () => {
    const body = [WROTE, HELLO, QUESTION, CALL, 'Yes, after ten.', FOOTER].join('\n\n');
    expect(read(body)).toBe('See below.\n\nYes, after ten.');
  });

  it('keeps an answer that ends with a short line of ours (S12)', () => {
    const body = [WROTE, HELLO, QUESTION, 'YES', HELLO, CALL, FOOTER].join('\n\n');
    expect(read(body)).toBe('See below.\n\nYES\n\nHello Carla,');
  });
});

describe('extractReply, answers typed into the lines of our mail or behind marks of their own', () => {
  const sent = [
    'Anna wrote:\n\nDear Carla,\n\ndid the parcel arrive at your office?\nWhich colour do you want for the second lamp?\n\nKind regards\nAnna\n\nYou can simply reply to this email.',
  ];
  const OUTLOOK = 'From: Anna <a@lamps.example>\nSent: Friday, 27 November 2026 07:00\nTo: Eve';
  const [ARRIVED, COLOUR] = ['arrive at your office?', 'for the second lamp?'];
  const answered = (answers: { arrived: string; colour: string; below?: string }): string =>
    `${sent[0]
      ?.replace(ARRIVED, ARRIVED + answers.arrived)
      .replace(COLOUR, COLOUR + answers.colour)}${answers.below ?? ''}`;
  const readOutlook = (history: string) =>
    extractReply({ text: `See below.\n\n${OUTLOOK}\n\n${history}`, sent }).reply;

  it('keeps answers behind the questions, with the questions (S12)', () => {
    const history = answered({ arrived: ' [Eve] Yes.', colour: ' [Eve] And red, please!' });
    expect(readOutlook(history)).toBe(
      'See below.\n\ndid the parcel arrive at your office? [Eve] Yes.\nWhich colour do you want for the second lamp? [Eve] And red, please!',
    );
  });

  it('keeps them in the element that holds the quote, too (S12, R28)', () => {
    const quote = answered({ arrived: ' <i>Yes.</i>', colour: ' <i>Red.</i>' });
    const html = `<p>See below.</p><blockquote type="cite">${quote.replaceAll('\n', '<br>')}</blockquote>`;
    expect(extractReply({ html, sent }).reply).toBe(
      'See below.\n\ndid the parcel arrive at your office? Yes.\nWhich colour do you want for the second lamp? Red.',
    );
  });

  it('keeps answers behind typed quote marks in a history that has none (S12)', () => {
    const history = answered({ arrived: '\n> Yes.', colour: '\n>> Red.' });
    expect(readOutlook(history)).toBe('See below.\n\n> Yes.\n\n>> Red.');
  });

  it('keeps such answers below the end of our mail, and not below another one (S12)', () => {
    const history = answered({ arrived: '', colour: '', below: '\n\n> Yes.\n> Red.' });
    expect(readOutlook(history)).toBe('See below.\n\n> Yes.\n> Red.');
    expect(readOutlook(`Some other mail.\n\n> Yes.\n> Red.`)).toBe('See below.');
  });

  describe('in a mail of ours with earlier messages, a link alone and a short end', () => {
    const LINK = 'https://lamps.example/orders/4711';
    const MAIL = `Anna wrote:\n\n${LINK}\n\nWe have found the lamp that you lost. Where may we send it?\n\nTo answer, just reply to this email.\n\nEarlier in this conversation\n\nCarla Lamp, 26 Nov 2026, 09:12 GMT:\nGood evening,\n\nI lost my lamp on the way to the shop. Have you seen it?\n\nThanks\nCarla`;
    const inText = (mail: string): string =>
      extractReply({ text: `See below.\n\n${HEAD}${mail}`, sent: [MAIL] }).reply;
    const inElement = (mail: string): string =>
      extractReply({
        html: `<div>See below.</div><div class="yahoo_quoted">${HEAD}<br><div>${mail.replace(/\n+/g, '</div><div>')}</div></div>`,
        sent: [MAIL],
      }).reply;

    it.each([
      ['below our link', `${LINK}\n\n`, 'Via Roma 1'],
      ['below the greeting of an earlier message', 'Good evening,\n\n', 'Via Roma 1'],
      ['above the short end', 'seen it?\n\n', 'Via Roma 1'],
      ['as a sign', 'send it?\n\n', '???'],
    ])('keeps an answer %s (S12)', (_, above, answer) => {
      const mail = MAIL.replace(above, `${above}${answer}\n\n`);
      expect(inText(mail)).toBe(`See below.\n\n${answer}`);
      expect(inElement(mail)).toBe(`See below.\n\n${answer}`);
    });

    it('keeps a link as an answer in HTML, where programs show no targets (S12)', () => {
      const link = 'https://maps.example/via-roma';
      expect(inElement(MAIL.replace('send it?\n', `send it?\n\n${link}\n`))).toBe(
        `See below.\n\n${link}`,
      );
    });

    it('leaves out our own link between two answers (R26)', () => {
      const mail = MAIL.replace(LINK, `Via Roma 1.\n\n${LINK}\n\nSecond floor.`);
      expect(inText(mail)).not.toContain(LINK);
    });
  });

  const asDivs = (text: string): string => `<div>${text.replace(/\n+/g, '</div><div>')}</div>`;
  const inWord = (below: string, footer = ''): string =>
    `<div class="WordSection1"><p>See below.</p><div><div style="border-top:solid #E1E1E1 1.0pt">${asDivs(HEAD)}</div></div>${asDivs(SENT)}${below}</div>${footer}`;
  const inOutlookOnTheWeb = (below: string): string =>
    `<div class="elementToProof">See below.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">${asDivs(HEAD)}</div><div class="x_ours">${asDivs(SENT)}</div>${below}`;
  const readHtml = (html: string): string => extractReply({ html, sent: [SENT] }).reply;

  it.each([
    ['Word', inWord('<p>And the old lamp?</p>')],
    [
      'Outlook on the web',
      inOutlookOnTheWeb('<div class="elementToProof">And the old lamp?</div>'),
    ],
  ])('keeps what was typed below our mail in the editor of %s (S12, R26)', (_, html) => {
    expect(readHtml(html)).toBe('See below.\n\nAnd the old lamp?');
  });

  it.each([
    ['a gateway', inWord('', '<p>Lamps Ltd, Via Roma 1, Milan</p>')],
    ['a gateway, below Outlook on the web', inOutlookOnTheWeb('<p>Lamps Ltd, Milan</p>')],
    ['an older mail', inWord(asDivs(`${HEAD}Where is my lamp?`))],
    ['a quoted mail', inOutlookOnTheWeb('<div class="x_elementToProof">Where is it?</div>')],
  ])('leaves out the words of %s there (R26)', (_, html) => {
    expect(readHtml(html)).toBe('See below.');
  });

  it('leaves out the target of a link in a line of ours (R27)', () => {
    const history = answered({ arrived: ' <https://lamps.example/a?b=c>', colour: '' });
    expect(readOutlook(history)).toBe('See below.');
  });

  it('leaves out our preview text of one word, which programs show that drop styles', () => {
    const html = `<p>Yes.</p><p>${OUTLOOK.replaceAll('\n', '<br>').replaceAll('<a@lamps.example>', 'a@lamps.example')}</p><p>### Please type your reply above this line ###</p><p>Dear</p>${sent[0]?.replaceAll('\n', '<br>')}`;
    const delimited = [`### Please type your reply above this line ###\n\n${sent[0]}`];
    expect(extractReply({ html, sent: delimited }).reply).toBe('Yes.');
  });

  it.each(['At 10:30\nit was sent', 'Here it is:\n\nhttps://x.example/a\nthe photo'])(
    'keeps %j between two lines of ours (S12)',
    (own) => {
      expect(readOutlook(answered({ arrived: `\n\n${own}\n`, colour: '' }))).toBe(
        `See below.\n\n${own}`,
      );
      const quoted = (text: string) => text.replace(/^/gm, '> ');
      const [above = '', below = ''] = answered({ arrived: '\f', colour: '' }).split('\f');
      const head = 'Am 03.11.26 um 10:01 schrieb Lampen:';
      const text = `${head}\n${quoted(above)}\n\n${own}\n\n${quoted(below.trim())}`;
      expect(extractReply({ text, sent }).reply).toBe(own);
    },
  );

  it('keeps an answer that ends with a line of ours, which follows another one (S12)', () => {
    const ours = sent[0]?.replace('Kind regards', 'Thank you\n\nKind regards') ?? '';
    const own = 'Send it to Rome.\nThank you';
    const history = ours.replace('Thank you\n', `Thank you\n\n${own}\n`);
    const text = `See below.\n\n${OUTLOOK}\n\n${history}`;
    expect(extractReply({ text, sent: [ours] }).reply).toBe(`See below.\n\n${own}`);
  });

  it('keeps an answer that could begin a quote, in the element that quotes (S12)', () => {
    const [above, below] = answered({ arrived: '\f', colour: '' }).split('\f');
    const html = `<blockquote type="cite">${`${above}\nIt was sent on Monday:\n${below?.trim()}`.replaceAll('\n', '<br>')}</blockquote>`;
    expect(extractReply({ html: `<p>See below.</p>${html}`, sent }).reply).toBe(
      'See below.\n\nIt was sent on Monday:',
    );
  });

  it("keeps the last line above a program's own attribution (S12)", () => {
    const html = `<p>Two:<br>it was sent</p><div class="moz-cite-prefix">Am 03.11.26 um 10:01 schrieb Lampen:</div><blockquote type="cite">${sent[0]}</blockquote>`;
    expect(extractReply({ html, sent }).reply).toBe('Two:\nit was sent');
  });
});
