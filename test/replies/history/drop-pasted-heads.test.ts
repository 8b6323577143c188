import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const MAIL =
  'Anna wrote:\n\nYour lamp left our store yesterday and arrives on Friday.\nWhich colour?\n\nTo answer, just reply to this email.';
const US = 'Lamps | LC2457-473412 <support+k1@shop.example>';
const CARLA = { name: 'Carla Client', address: 'carla@c.example' };
const SUBJECT = 'Re: Conversation 2457';

const head = (from: string, to: string, subject: string) =>
  `From: ${from}\nSent: Monday, November 2, 2026 9:00 AM\nTo: ${to}\nSubject: ${subject}\n\n`;
const quote = (text: string) => text.replace(/^/gm, '> ');
const paragraphs = (text: string) =>
  text
    .split('\n')
    .map((line) => `<div>${line.replaceAll('<', '&lt;') || '<br>'}</div>`)
    .join('');

/** How programs put our mail below what a person typed. */
const HISTORIES: Record<string, (typed: string) => { text?: string; html?: string }> = {
  'quoted lines': (typed) => ({
    text: `${typed}\n\nOn Tue, Nov 3, 2026 at 10:01 AM ${US} wrote:\n\n${quote(MAIL)}`,
  }),
  'a header block': (typed) => ({
    text: `${typed}\n\n${head(US, 'Carla Client', SUBJECT)}${MAIL}`,
  }),
  "Gmail's markup": (typed) => ({
    html: `<div>${paragraphs(typed)}</div><div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 3, 2026 at 10:01 AM ${US.replace('<', '&lt;')} wrote:</div><blockquote class="gmail_quote">${paragraphs(MAIL)}</blockquote></div>`,
  }),
  'quoted lines, answered below': (typed) => ({
    text: `On Tue, Nov 3, 2026 at 10:01 AM ${US} wrote:\n\n${quote(MAIL)}\n\n${typed}`,
  }),
};

const PASTED = {
  'a header block': `See:\n\n${head('Courier <info@c.example>', 'Carla <carla@c.example>', 'Your parcel')}We come on Friday.\n\nNobody came.`,
  'a header block with our name and another address': `Is it you?\n\n${head('Lamps <pay@fraud.example>', 'Carla', 'Your account')}Click here.`,
  'four fields':
    'From: Rome <rome@x.example>\nTo: Milan <milan@x.example>\nDate: 3 November 2026\nSubject: lamps\nThat is all.',
  'four fields without an address as the last words':
    'The flight:\n\nDa: Milano\nA: Roma\nData: 3/11/2026 10:01\nOggetto: trasloco',
  'an attribution without a quote': '03.11.2026 10:30 Bob <bob@b.example>:\nso I sign',
  'a line that ends with a verb of attributions': 'bob@b.example wrote',
  'the mark of an answered mail':
    '-----Original Message-----\nis all that I see, and nothing below.',
};

const read = (body: object, sent = [MAIL]) =>
  extractReply({ ...body, sent, author: CARLA, subject: SUBJECT }).reply;

describe('extractReply, heads that somebody pasted', () => {
  for (const [form, history] of Object.entries(HISTORIES))
    it.each(Object.entries(PASTED))(
      `keeps %s that somebody pasted, where our mail is in ${form} (S12)`,
      (_, typed) => {
        expect(read(history(typed))).toBe(typed);
      },
    );

  it('keeps an attribution and its quote that somebody pasted above the history (S12)', () => {
    const typed = 'Am 2.11.2026 um 10:30 schrieb Bob <bob@b.example>:\n> Wir kommen.\nNiemand kam.';
    expect(read(HISTORIES['quoted lines']?.(typed) ?? {})).toBe(typed);
    expect(read(HISTORIES['a header block']?.(typed) ?? {})).toBe(typed);
  });

  it("keeps it above a program's quote, where we do not know what we sent (S12)", () => {
    const typed = PASTED['a header block'];
    expect(read(HISTORIES["Gmail's markup"]?.(typed) ?? {}, [])).toBe(typed);
  });

  it.each([
    ['from the author', head('Carla <carla@c.example>', 'Bob', 'Lamp')],
    ['from a namesake of the author, dated', head('Carla Client', 'Bob', 'Lamp')],
    ['to the sender of the mail that was answered', head('Bob', US, 'Lamp')],
    ['about the same', head('Bob', 'Carla', 'FW: AW: Conversation 2457')],
    ['with an attribution', 'On 3 Nov 2026 10:01, Carla <carla@c.example> wrote:\n\n'],
  ])('cuts an earlier mail of the conversation: %s (S12)', (_, above) => {
    const text = `Any news?\n\n${above}The blue one.\n\n${head(US, 'Carla Client', SUBJECT)}${MAIL}`;
    expect(read({ text })).toBe('Any news?');
  });

  it('cuts an earlier mail of somebody else in whose quote our mail stands (S12)', () => {
    const inner = `The blue one.\n\nOn Tue, Nov 3, 2026 at 10:01 AM ${US} wrote:\n${quote(MAIL)}`;
    const text = `Any news?\n\nOn 4 Nov 2026 10:01, Bob <bob@b.example> wrote:\n${quote(inner)}`;
    expect(read({ text })).toBe('Any news?');
  });

  it('keeps a head and its quote that somebody pasted below our quoted mail (S12)', () => {
    const typed = 'On 2 Nov 2026 10:30, Bob <bob@b.example> wrote:\n> We come.\nNobody came.';
    expect(read(HISTORIES['quoted lines, answered below']?.(typed) ?? {})).toBe(typed);
  });

  it('keeps them above a quote that holds its own head (S12)', () => {
    const typed = 'On 2 Nov 2026 10:30, Bob <bob@b.example> wrote:\n> We come.\nNobody came.';
    const head = `On 3 Nov 2026, at 10:01, ${US} wrote:`;
    expect(read({ text: `${typed}\n\n${quote(`${head}\n\n${MAIL}`)}` })).toBe(typed);
  });

  it('keeps a mail about something else in an answer that quotes nothing of ours (S12)', () => {
    const typed = PASTED['a header block'];
    expect(read({ text: typed })).toBe(typed);
    expect(read({ text: typed }, [])).toBe(typed);
  });

  // a single line right above our quoted words introduces them
  const LONGER = Object.entries(PASTED).filter(([, typed]) => typed.includes('\n'));
  it.each(LONGER)(
    'keeps %s that somebody pasted between two quotes of our mail (S12)',
    (_, typed) => {
      const [above = '', below = ''] = MAIL.split(/\n(?=Which)/);
      const wrote = `On Tue, Nov 3, 2026 at 10:01 AM ${US} wrote:`;
      const text = `${wrote}\n${quote(above)}\n\n${typed}\n\n${quote(below)}`;
      expect(read({ text })).toBe(typed);
    },
  );

  it('keeps a line of a log and what stands below it, where no mail is quoted (S12)', () => {
    const typed = 'It says:\n\nError: 3/11/2026 10:01:12 failed at a@b.example:\nno lamp\n\nWhy?';
    expect(read({ text: typed })).toBe(typed);
  });

  it('cuts the mail of a colleague to whom we wrote, above our mail (S12)', () => {
    const text = `Blue.\n\nOn 4 Nov 2026 10:01, Dora <dora@c.example> wrote:\n\nCarla, which?\n\n${head(US, 'Dora <dora@c.example>', SUBJECT)}${MAIL}`;
    expect(read({ text })).toBe('Blue.');
  });

  it.each([SUBJECT, `[EXTERNAL] ${SUBJECT}`, 'Conversation'])(
    'cuts a mail about %s in an answer that quotes nothing of ours',
    (subject) => {
      expect(read({ text: `Blue.\n\n${head('Bob', 'Carla', subject)}Which?` })).toBe('Blue.');
    },
  );

  it('cuts a mark above the head of the mail that was answered (S12)', () => {
    const text = `Blue.\n\n-----Original Message-----\n${head(US, 'Carla', SUBJECT)}${MAIL}`;
    expect(read({ text })).toBe('Blue.');
  });
});

describe('extractReply, answers that begin like our mail', () => {
  it.each(['', '\n'])(
    'keeps an answer that begins with "… wrote:" above our mail, blank lines first: %j (S12)',
    (blank) => {
      const typed = 'My neighbour wrote:\n\nthe parcel is with me';
      const text = `${blank}${typed}\n\n${head(US, 'Carla', SUBJECT)}${MAIL}`;
      expect(read({ text })).toBe(typed);
      expect(read({ text }, [])).toBe(typed);
    },
  );

  it('keeps "carla@c.example wrote" as a whole answer (S12)', () => {
    expect(read({ text: 'carla@c.example wrote' }, [])).toBe('carla@c.example wrote');
  });

  it('keeps fields that somebody typed above the ruler of a header block (S12)', () => {
    const typed = 'Re: the blue one\nSubject: lamp';
    const text = `${typed}\n________________________________\n${head(US, 'Carla', SUBJECT)}${MAIL}`;
    expect(read({ text })).toBe(typed);
    expect(read({ text }, [])).toBe(typed);
  });

  it('keeps a typed quote directly above an element that quotes (S12)', () => {
    const quoted = `<blockquote>On 3 Nov at 10:01 AM, ${US.replace('<', '&lt;')} wrote:<br>${paragraphs(MAIL)}</blockquote>`;
    expect(read({ html: `<div>ok</div><div>&gt;&gt; important</div>${quoted}` })).toBe(
      'ok\n>> important',
    );
  });

  it('keeps it directly above a history that runs to the end (S12)', () => {
    const typed = 'You asked:\n> Which colour?';
    const html = `<div>${paragraphs(typed)}</div><div id="divRplyFwdMsg">${paragraphs(head(US, 'Carla', SUBJECT))}</div>${paragraphs(MAIL)}`;
    expect(read({ html })).toBe(typed);
  });

  it('keeps our sentence as the first line below a quote of HTML (S12)', () => {
    const quoted = `<div class="gmail_quote"><blockquote class="gmail_quote">${paragraphs(MAIL)}</blockquote></div>`;
    const typed = 'Your lamp left our store yesterday and arrives on Friday.\nReally?';
    expect(read({ html: `${quoted}${paragraphs(typed)}` })).toBe(typed);
  });

  it("cuts Orange's head whole where the person wrote nothing (R29)", () => {
    const orange = `> Message du 03/11/26 10:01\n> De : "Lamps" <support+k1@shop.example>\n> A : carla@c.example\n> Copie à :\n> Objet : ${SUBJECT}\n>\n`;
    expect(read({ text: `\n\n${orange}${quote(MAIL)}` })).toBe('');
  });
});

describe('extractReply, a quote that begins with the attribution of an older mail', () => {
  const quote =
    '<blockquote type="cite"><div>On Fri, 30 Oct 2026, Uma wrote:</div><blockquote type="cite">old</blockquote><div>new</div></blockquote>';

  it.each([
    ['AquaMail', 'On November 3, 2026 10:01:44 "Lamp, A" &lt;ann@b.example&gt; wrote:'],
    ['Evolution', 'On Tue, 2026-11-03 at 10:01 +0000, Ann Lamp wrote:'],
  ])('is cut with its own attribution above it in %s (R29)', (_, head) => {
    const html = `<div>${head}</div>${quote}<div>Yes.</div>`;
    expect(extractReply({ html }).reply).toBe('Yes.');
  });

  it('is cut with a head without a date above it (R29)', () => {
    const html =
      '<p>Ann &lt;ann@b.example&gt; wrote:</p><blockquote type="cite"><p>new</p></blockquote><p>Yes.</p>';
    expect(extractReply({ html }).reply).toBe('Yes.');
  });
});

describe('extractReply, a mail of ours that begins with the address of its author', () => {
  it('leaves out the attribution above it (S12)', () => {
    // a guest without a name wrote, and the delimiter is off
    const ours =
      'gina@guest.example wrote:\n\nWe meet at ten.\n\nTo answer, just reply to this email.';
    const text = `Fine.\n\nOn Tue, Nov 3, 2026 at 10:01 AM ${US} wrote:\n\n${quote(ours)}\n`;
    expect(extractReply({ text, sent: [ours] }).reply).toBe('Fine.');
  });
});

describe('extractReply, a header block with another subject, where nothing of the answered mail is known', () => {
  const other = `${head('Ann Lamp <ann@lamps.example>', 'Bob <bob@b.example>', 'Your parcel 4711')}It is here.`;
  const own = `Look.\n\n${other}`;
  const subject = 'Re: Question about lamps';

  it('was pasted below the words of an answer (S12)', () => {
    expect(extractReply({ text: own, subject }).reply).toBe(own);
  });

  it.each([
    ['in a mail that answers none', own, { subject: 'Question about lamps' }],
    ['below a mark', own.replace('From', '-----Original Message-----\nFrom'), { subject }],
    ['with a subject that tells nothing', own.replace('Your parcel 4711', 'Hi'), { subject }],
    [
      'of the author',
      own.replace('Ann Lamp <ann@lamps.example>', 'Carla <carla@c.example>'),
      { subject, author: CARLA },
    ],
  ])('is history %s (R29)', (_, text, known) => {
    expect(extractReply({ text, ...known }).reply).toBe('Look.');
  });

  it('is history below a mark, also where a quote and an answer follow it (R20)', () => {
    const block = other.replace('It is here.', '> It is here.');
    const text = `Look.\n\n-----Original Message-----\n${block}\n\nThanks.`;
    expect(extractReply({ text, subject }).reply).toBe('Look.\n\nThanks.');
  });

  it('is left out above a mail that is forwarded without a word (S12)', () => {
    expect(extractReply({ text: other, subject }).reply).toBe('It is here.');
  });
});
