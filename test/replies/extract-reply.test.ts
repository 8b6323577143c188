import { describe, expect, it } from 'vitest';
import { extractReply } from '../../functions/replies/extract-reply.ts';

const ATTRIBUTION = 'On Tue, Nov 3, 2026 at 10:01 AM Ann <ann@shop.example> wrote:';
const DELIMITER = '### Please type your reply above this line ###';
const replyOf = (text: string): string => extractReply({ text }).reply;

describe('extractReply', () => {
  it('cuts the quote and its attribution below a top-posted answer (R28)', () => {
    expect(replyOf(`Thank you!\n\n${ATTRIBUTION}\n\n> Is it fixed?\n`)).toBe('Thank you!');
  });

  it('keeps an answer below the quote, the delimiter in the quote notwithstanding (R20)', () => {
    const quote = `${ATTRIBUTION}\n\n> ${DELIMITER}\n>\n> Is it fixed?`;
    expect(replyOf(`${quote}\n\nYes, it is.\n`)).toBe('Yes, it is.');
  });

  it('keeps answers between quoted lines in their order, without the quoted lines (R26)', () => {
    const text = `Hi,\n\n${ATTRIBUTION}\n> Red or blue?\n\nBlue.\n\n> When?\n\nOn Monday.\n`;
    expect(replyOf(text)).toBe('Hi,\n\nBlue.\n\nOn Monday.');
  });

  it('leaves out answers between quoted lines if the policy says so (docs/replies.md)', () => {
    const text = `Hi,\n\n${ATTRIBUTION}\n> Red or blue?\n\nBlue.\n\n> When?\n\nBye`;
    expect(extractReply({ text }, { inline: 'drop' }).reply).toBe('Hi,\n\nBye');
  });

  it('keeps what is typed below a quoted delimiter that was wrapped without a mark (R20, S6)', () => {
    const quoted =
      '> ### Please type your reply above this\nline ###\n>\n> Anna wrote:\n>\n> Which order?';
    expect(extractReply({ text: `Mine.\n\n${quoted}` }).reply).toBe('Mine.');
    expect(extractReply({ text: `${quoted}\n\nMine.` }).reply).toBe('Mine.');
  });

  it('drops everything below a delimiter that nobody quoted (R20)', () => {
    expect(replyOf(`Yes.\n\n${DELIMITER}\n\nIs it fixed?`)).toBe('Yes.');
  });

  it('drops an attribution in an unknown language above the delimiter (R20)', () => {
    const text = `Jah.\n\nKuupäeval 3.11.2026 kirjutas Ann:\n${DELIMITER}\n\nIs it fixed?`;
    expect(replyOf(text)).toBe('Jah.');
  });

  it.each([
    '### steps ###\n\n1. restart',
    '###',
    'Run this:\n> npm install\nand it fails',
    'On Monday I wrote:\n\nit is broken',
    'Il giorno 3 novembre vi ho scritto:\nnon funziona',
    'From: the beginning\nit never worked',
    'From: Rome\nTo: Milan\nDate: 3 November',
    '- one\n- two\n  - three',
    'if (a > b) {\n  return "-- ";\n}',
    'Sent from my desk, which is much easier.',
  ])('keeps typed text that looks like a marker: %j (S12)', (own) => {
    expect(replyOf(own)).toBe(own);
    expect(replyOf(`${own}\n\n${ATTRIBUTION}\n\n> ${DELIMITER}\n> Is it fixed?`)).toBe(own);
  });

  it('cuts at the real attribution, though the person wrote something similar above it (S12)', () => {
    const own = 'On Monday 2 November 2026 at 9:00 the technician wrote:\n\nall fine\n\nIt is not.';
    expect(replyOf(`${own}\n\n${ATTRIBUTION}\n\n> Is it fixed?`)).toBe(own);
  });

  it('cuts the attribution above a quote that begins with our own "Ann wrote:" (R26)', () => {
    const text =
      'Yes.\n\nOn Tue, Nov 03, 2026 at 10:01:00AM +0100, Ann wrote:\n> Ann wrote:\n>\n> Is it?';
    expect(replyOf(text)).toBe('Yes.');
  });

  it('keeps the only line, though it looks like an attribution of the delimiter below (S12)', () => {
    expect(replyOf(`Le 3 novembre :\n\n${DELIMITER}\n\nIs it fixed?`)).toBe('Le 3 novembre :');
  });

  it('keeps hashes typed right above the delimiter (R22, S6)', () => {
    expect(replyOf(`###\n\n${DELIMITER}\n\nIs it fixed?`)).toBe('###');
  });

  it('keeps a forwarded mail below the note if the policy says so (docs/replies.md)', () => {
    const text =
      'FYI\n\n---------- Forwarded message ---------\nFrom: Ann <ann@shop.example>\n\nHello';
    expect(extractReply({ text }, { forward: 'keep' }).reply).toBe(text);
    expect(replyOf(text)).toBe('FYI');
  });

  it.each(['', 'Sent from my iPhone\n\n', '-- \nCarla\n\n'])(
    'gives a mail forwarded below %j without a note, without its head (S12)',
    (above) => {
      const text = `${above}---------- Forwarded message ---------\nFrom: Ann <ann@shop.example>\nSubject: x\n\nHello`;
      const { reply, why } = extractReply({ text });
      expect(reply).toBe('Hello');
      expect(why.map(({ kind }) => kind)).toContain('kept-rest');
    },
  );

  it('keeps an answer that is typed below a signature at the top (S12)', () => {
    const answer = '--\nCarla\nLamps Ltd\n\nTwo lamps, please.';
    const head =
      '________________\nFrom: Ann <ann@shop.example>\nSent: 3 November 2026 10:01\nSubject: x';
    expect(replyOf(`${answer}\n\n${head}\n\nHow many?`)).toBe(answer);
  });

  it.each(['Two lamps, please.', '4711', 'はい', '4711\n\nThanks\nCarla'])(
    'gives %j, typed below a signature where nothing else is the person’s, without that signature (S12)',
    (answer) => {
      const ours = 'How many?\n\nTo answer, just reply to this email.';
      const quote = `${ATTRIBUTION}\n\n> How many?\n>\n> To answer, just reply to this email.`;
      const signature = '-- \nCarla\nLamps Ltd';
      const footer = 'Sent from my iPhone';
      const head = '-----Original Message-----\nFrom: Ann <ann@shop.example>\nSubject: x';
      for (const sent of [[], [ours]]) {
        const read = (text: string) => extractReply({ text, sent }).reply;
        expect(read(`${signature}\n\n${answer}\n\n${footer}\n\n${quote}`)).toBe(answer);
        expect(read(`${quote}\n\n${signature}\n\n${answer}`)).toBe(answer);
        expect(read(`${signature}\n\n${quote}`)).toBe('');
        expect(read(`${signature}\n\n${answer}\n\n${signature}\n\n${quote}`)).toBe(answer);
      }
      const unmarked = `${signature}\n\n${answer}\n\n${head}\n\n${ours}`;
      expect(extractReply({ text: unmarked, sent: [ours] }).reply).toBe(answer);
    },
  );

  it.each([
    'Tel. +39 011 555 0100',
    'Tel: 011 5550100\nVia Roma 1, Torino',
    'M +49 (0)171 5550100',
    '+1 212-555-0100',
    'www.lamps.example',
    'Web: https://lamps.example/de',
    'E-mail: carla@lamps.example',
    '[image: logo.png]',
  ])(
    'takes no paragraph of a signature for the answer that tells how to reach somebody: %j (S12)',
    (contact) => {
      const ours = 'How many?\n\nTo answer, just reply to this email.';
      const quote = `${ATTRIBUTION}\n\n> How many?\n>\n> To answer, just reply to this email.`;
      const signature = '-- \nCarla\nLamps Ltd';
      const read = (text: string) => extractReply({ text, sent: [ours] }).reply;
      expect(read(`${signature}\n\n${contact}\n\n${quote}`)).toBe('');
      expect(read(`${signature}\n\n${contact}\n\nTwo, please.\n\n${quote}`)).toBe('Two, please.');
    },
  );

  it('gives nothing for only an attribution and a quote, as with a file alone (S12)', () => {
    expect(replyOf(`${ATTRIBUTION}\n\n> Is it fixed?`)).toBe('');
  });

  it('gives nothing for a body of only text that we sent (fine print)', () => {
    const sent = [`${DELIMITER}\n\nIs the printer connected to the network?\n\nAnn`];
    expect(extractReply({ text: sent[0], sent }).reply).toBe('');
  });

  it('keeps a signature that is the whole body (S12)', () => {
    expect(replyOf('--\nRoman')).toBe('--\nRoman');
  });

  it('gives nothing for an empty body', () => {
    expect(extractReply({})).toEqual({
      reply: '',
      elided: '',
      why: [{ kind: 'took-text', at: 0 }],
    });
  });

  it('returns what was cut, with the place and the reason', () => {
    const text = `Yes.\n\n${ATTRIBUTION}\n\n> Is it fixed?`;
    const { elided, why } = extractReply({ text });
    expect(elided).toBe(`${ATTRIBUTION}\n\n> Is it fixed?`);
    expect(why).toEqual([
      { kind: 'took-text', at: 0 },
      { kind: 'attribution', at: 6 },
      { kind: 'quote', at: text.lastIndexOf('>') },
    ]);
  });
});

describe('extractReply, the signature policy', () => {
  const text = 'It works.\n\nKind regards,\nMaria Rossi\n\n-- \nRossi & Sons\nRome';

  it('strips a typed closing and name only when asked to (docs/replies.md)', () => {
    expect(extractReply({ text }, { signature: 'strip' }).reply).toBe('It works.');
  });

  it('drops what a delimiter marks and keeps the closing by default', () => {
    expect(replyOf(text)).toBe('It works.\n\nKind regards,\nMaria Rossi');
  });

  it('keeps everything when asked to', () => {
    expect(extractReply({ text }, { signature: 'keep' }).reply).toBe(text.replace('-- ', '--'));
  });

  it.each([
    '-- \nCarla Rossi',
    'Sent from my iPhone',
    '---\nThis email has been checked for viruses by Avast antivirus software.',
  ])('cuts a quote without an attribution above %j (R29)', (end) => {
    const text = `Yes.\n\n> Does it work?\n> Ann\n\n${end}`;
    expect(extractReply({ text }).reply).toBe('Yes.');
  });

  it('keeps a sentence below the signature mark if nothing else was written (S12)', () => {
    const quote = 'On 3 Nov 2026, at 10:01, Ann <ann@lamps.example> wrote:\n> Does it work?';
    const read = (below: string) => extractReply({ text: `-- \n${below}\n\n${quote}` }).reply;
    expect(read('Please cancel my order 4711.')).toBe('Please cancel my order 4711.');
    expect(read('您好，我還是無法登入。\n\n謝謝')).toBe('您好，我還是無法登入。\n\n謝謝');
    expect(read('Carla Rossi\nWe bring light to your home.')).toBe('');
    expect(read('carla@k.example\nVia Roma 1')).toBe('');
  });

  it('drops a legal disclaimer at the end', () => {
    const legal =
      'This message is confidential and intended solely for the intended recipient. If you are not the intended recipient, notify the sender.';
    expect(replyOf(`It works.\n\n${legal}`)).toBe('It works.');
  });
});

describe('extractReply, the better of two parts', () => {
  it('takes the HTML part and names it', () => {
    const { reply, why } = extractReply({ text: 'hard\nwrapped', html: '<p>hard wrapped</p>' });
    expect(reply).toBe('hard wrapped');
    expect(why[0]).toEqual({ kind: 'took-html', at: 0 });
  });

  it('takes the text part when the HTML part is a stub', () => {
    const text = 'A long answer that the HTML part does not have at all. '.repeat(3).trim();
    const { reply, why } = extractReply({ text, html: '<p>See the text part.</p>' });
    expect(reply).toBe(text);
    expect(why[0]).toEqual({ kind: 'took-text', at: 0 });
  });

  it('unwraps format=flowed, told by the parser or by the header (RFC 3676)', () => {
    const flowed = { text: 'one \ntwo\n', textFormat: { flowed: true, delSp: false } };
    expect(extractReply(flowed).reply).toBe('one two');
    const headers = { 'content-type': 'text/plain; format=flowed; delsp=yes' };
    expect(extractReply({ text: 'one \ntwo\n', headers }).reply).toBe('onetwo');
  });

  it('ends a flowed paragraph at an empty line and at a signature, whatever blanks they have (RFC 6376 §3.4.4)', () => {
    const text = 'No, sorry. \n  \nOn 02.11.26 09:00, Ann wrote: \n> Hello. \n \n--  \nCarla';
    const flowed = { text, textFormat: { flowed: true, delSp: false } };
    expect(extractReply(flowed).reply).toBe('No, sorry.');
  });
});

describe('extractReply, text that a program marks as its signature', () => {
  const history =
    '<blockquote type="cite"><div>On 3 Nov 2026, at 10:01, Ann wrote:</div>Does it work?</blockquote>';
  const read = (signature: string) =>
    extractReply({ html: `<div class="gmail_signature">${signature}</div>${history}` }).reply;

  it('keeps a sentence if nothing else was written (S12)', () => {
    expect(read('It works, thank you.<br>Carla')).toBe('It works, thank you.\nCarla');
  });

  it.each(['Carla Rossi<br>Lamps S.r.l.', 'Sent with Proton Mail secure email.'])(
    'drops %s, which nobody typed',
    (signature) => {
      expect(read(signature)).toBe('');
    },
  );
});

describe('extractReply, the marks of an mbox file', () => {
  it.each(['>:(', '>:-(', '>_<', '>.<'])('keeps the face %s whole (S12)', (face) => {
    expect(extractReply({ text: face }).reply).toBe(face);
    const html = `<p>No.</p><p>${face.replace(/[<>]/g, (mark) => (mark === '<' ? '&lt;' : '&gt;'))}</p>`;
    expect(extractReply({ html }).reply).toBe(`No.\n\n${face}`);
  });

  it('leaves out a face that is quoted (R26)', () => {
    const text = `Yes.\n\nOn 3 Nov 2026, at 10:01, Ann wrote:\n>Two lamps.\n>:(`;
    expect(extractReply({ text }).reply).toBe('Yes.');
  });

  it('keeps an answer like a footer when it is all there is (S12)', () => {
    const text = 'Get Outlook for me please';
    expect(extractReply({ text }).reply).toBe(text);
    expect(extractReply({ text: 'Get Outlook for iOS' }).reply).toBe('');
  });

  it("leaves out Foxmail's signature in plain text: the author's own address (R26)", () => {
    const author = { address: 'carla@c.example', name: 'Carla' };
    const head = 'From: Ann\nDate: 2026-11-03 10:01\nTo: carla\nSubject: Re: Lamps\n\nWhich?';
    const read = (own: string): string => extractReply({ text: `${own}\n\n${head}`, author }).reply;
    expect(read('Two lamps.\n\n\nCarla@c.example')).toBe('Two lamps.');
    expect(read('carla@c.example')).toBe('carla@c.example');
    expect(read('My address:\ncarla@c.example')).toBe('My address:\ncarla@c.example');
  });

  it('leaves out the card of MailMaster, which plain text breaks into bars (R26)', () => {
    const card = '| |\nCarla\n|\n|\ncarla@c.example\n|';
    expect(extractReply({ text: `Two lamps.\n\n${card}` }).reply).toBe('Two lamps.');
    const table = 'Prices:\n| |\n| 5 | 6 |';
    expect(extractReply({ text: table }).reply).toBe(table);
  });

  it("leaves out Foxmail's signature, which stands below a ruler of its own (R26)", () => {
    const rule = '<hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left">';
    const html = `<div>Two lamps.</div>${rule}\n<div><span><div>carla@c.example</div></span></div>`;
    expect(extractReply({ html }).reply).toBe('Two lamps.');
    expect(extractReply({ html: `${html}<div>And a shade.</div>` }).reply).toBe(
      'Two lamps.\n\nAnd a shade.',
    );
  });

  it('removes them before "From" (S12)', () => {
    const text = 'Two lamps.\n\n>From Rome they come.\nThanks';
    expect(extractReply({ text }).reply).toBe('Two lamps.\n\nFrom Rome they come.\nThanks');
  });

  it('reads them as quote marks among others', () => {
    const text = 'Yes.\n\nOn 3 Nov 2026, at 10:01, Ann wrote:\n>From Rome\n>they come?';
    expect(extractReply({ text }).reply).toBe('Yes.');
  });
});

describe('extractReply, marks that the person typed beside an element that quotes', () => {
  it('keeps the lines behind them, below the quote, too (S12)', () => {
    const quote = `<div class="moz-cite-prefix">${ATTRIBUTION.replace('<ann', '&lt;ann')}</div><blockquote type="cite">Budget?</blockquote>`;
    const own = '<p>It is<br>&gt; 500 EUR<br>and not more.</p>';
    expect(extractReply({ html: quote + own }).reply).toBe('It is\n> 500 EUR\nand not more.');
  });

  it("cuts QQ Mail's new head in Chinese (R29)", () => {
    const head =
      '原始邮件\n\n\n发件人："Ann"< ann@shop.example &gt;;\n\n发件时间：2026年11月3日 10:01\n\n收件人："Eve"< eve@mail.example &gt;;\n\n主题：Lamp';
    expect(replyOf(`好的\n\n\n\n${head}\n\n\n\nIs it fixed?`)).toBe('好的');
  });
});

describe('extractReply, a mail that answers none', () => {
  const read = (text: string) => extractReply({ text, isAnswer: false }).reply;

  it.each([
    'My colleague wrote:\n> it is broken\n\nand I say:\n> it is not\n\nWho is right?',
    'The log:\n\n> connect ok\n> read error\n\nand again:\n\n> retry',
  ])('keeps what its author quotes: %j (S12)', (own) => {
    expect(read(own)).toBe(own);
  });

  it('cuts the history below a head that only a program writes (S12)', () => {
    expect(read(`Please help.\n\n${ATTRIBUTION}\n> Is it fixed?`)).toBe('Please help.');
  });
});

describe('extractReply, words that somebody cites in quotation marks', () => {
  it.each([
    'Hallo,\n\nFrau Lamp schrieb am 3.11.2026 um 10:01 Uhr:\n„Kommt morgen.“\n\nEs kam nicht.',
    'Bonjour,\n\nle 3 novembre 2026 à 10:01, Ann a écrit :\nil arrive demain.\n\nIl n’est pas là.',
    'Hi,\n\nOn 3 Nov 2026 at 10:01 Ann <ann@shop.example> wrote: "It comes."\n\nIt did not.',
  ])('keeps them and what is below: %j (S12)', (own) => {
    expect(replyOf(own)).toBe(own);
  });
});
