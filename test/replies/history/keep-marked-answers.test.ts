import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const HEAD =
  '<b>From:</b> Ann &lt;ann@lamps.example&gt;<br><b>Sent:</b> Tuesday, November 3, 2026 10:01<br><b>To:</b> Carla<br><b>Subject:</b> Lamps';
const author = { address: 'carla@c.example', name: 'Carla Lamp' };
const read = (html: string) => extractReply({ html, author }).reply;
const readText = (text: string) => extractReply({ text, author }).reply;

const word = (top: string, quoted: string) =>
  read(
    `<div class="WordSection1"><p class="MsoNormal">${top}</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">${HEAD}</p></div></div>${quoted}</div>`,
  );
const p = (text: string, style = '') =>
  `<p class="MsoNormal"><span style="${style}">${text}</span></p>`;

describe('extractReply, answers typed into a mail that we did not send', () => {
  it.each([
    ['See below, in red.', 'color:red'],
    ['Siehe unten in Rot.', 'font-size:11pt;color:#C00000'],
    ['Rispondo sotto, in rosso.', 'color: rgb(255, 0, 0)'],
    ['Ответы ниже красным.', 'color:#ff0000'],
    ['下記に赤字で回答します。', 'color:#F00'],
    ['My answers are inline.', 'color:#1F497D'],
  ])('keeps those in another colour where "%s" stands above (S12, R27)', (top, style) => {
    const quoted = `${p('Red or blue?')}${p('Blue.', style)}${p('When?')}${p('On Monday.', style)}${p('Ann')}`;
    expect(word(top, quoted)).toBe(`${top}\nBlue.\nOn Monday.`.replace(/\n/g, '\n\n'));
  });

  it('leaves out the other colours of the quoted mail, where one is named (S12)', () => {
    const quoted = `${p('Red or blue?')}${p('Blue.', 'color:red')}${p('Ann Lamp', 'color:navy')}${p('Shop')}`;
    expect(word('See below, in red.', quoted)).toBe('See below, in red.\n\nBlue.');
  });

  it('leaves out coloured words where nothing says that answers stand there (S12)', () => {
    const quoted = `${p('Red or blue?')}${p('Sale!', 'color:red')}${p('Ann')}`;
    expect(word('Blue, please.', quoted)).toBe('Blue, please.');
  });

  it('leaves out a mail of several colours, where none is named (S12)', () => {
    const quoted = `${p('Sale!')}${p('Red', 'color:red')}${p('Blue', 'color:blue')}${p('Ann')}`;
    expect(word('See below.', quoted)).toBe('See below.');
  });

  it('takes "below:" for words about the lines that follow (S12)', () => {
    const quoted = `${p('Red or blue?')}${p('Sale!', 'color:red')}${p('Ann')}`;
    const top = 'My address is below:</p><p class="MsoNormal">Via Roma 1';
    expect(word(top, quoted)).toBe('My address is below:\nVia Roma 1');
  });

  it('leaves out a mail of many kinds of elements (S12)', () => {
    const quote = '<h1>Sale</h1><p>Red or blue?</p><div>Blue.</div><p>Ann</p>';
    const html = `<div>See below.</div><blockquote type="cite">On Tue, 3 Nov 2026 at 10:01, Ann &lt;ann@lamps.example&gt; wrote:<br>${quote}</blockquote>`;
    expect(read(html)).toBe('See below.');
  });

  it('takes a coloured signature at the end for no answer (S12)', () => {
    const quoted = `${p('Red or blue?')}${p('Ann Lamp', 'color:navy')}`;
    expect(word('The offer is below.', quoted)).toBe('The offer is below.');
  });

  it.each([
    'Hello Ann,',
    'Guten Tag Frau Lamp,',
    'Уважаемая Анна,',
    'Good morning,',
    'Dzień dobry,',
    'Здравствуйте, Анна!',
    'Estimada Ann,',
  ])('keeps them where only "%s" stands above (S12)', (top) => {
    const quoted = `${p('Red or blue?')}${p('Blue.', 'color:blue')}${p('Ann')}`;
    expect(word(top, quoted)).toBe(`${top}\n\nBlue.`);
  });

  it.each([
    'Thanks',
    'Grazie mille!',
    'Hello Ann,<br>thank you',
    'Hello, blue please',
    'Ciao va bene blu',
  ])('takes "%s" for a whole answer (S12)', (top) => {
    const quoted = `${p('Red or blue?')}${p('Sale!', 'color:red')}${p('Ann')}`;
    expect(word(top, quoted)).toBe(top.replace('<br>', '\n'));
  });

  it('keeps those in the elements in which the person also writes above (S12, R29)', () => {
    const quote = '<p>Red or blue?</p><div>Blue.</div><p>When?</p><div>On Monday.</div><p>Ann</p>';
    const html = `<div>See below.</div><div class="yahoo_quoted"><div>On Tue, 3 Nov 2026 at 10:01, Ann &lt;ann@lamps.example&gt; wrote:</div>${quote}</div>`;
    expect(read(html)).toBe('See below.\n\nBlue.\n\nOn Monday.');
    for (const own of ['Blue.', 'The lamp in blue, please.'])
      expect(read(html.replace('See below.', own))).toBe(own);
  });

  it('leaves out what stands below the next head (S12)', () => {
    const older = `<p>On Mon, 2 Nov 2026 at 10:01, Bob &lt;bob@lamps.example&gt; wrote:</p><div>Older.</div><p>Bob</p>`;
    const quote = `<p>Red or blue?</p><div>Blue.</div><p>Ann</p>${older}`;
    const html = `<div>See below.</div><blockquote type="cite">On Tue, 3 Nov 2026 at 10:01, Ann &lt;ann@lamps.example&gt; wrote:<br>${quote}</blockquote>`;
    expect(read(html)).toBe('See below.\n\nBlue.');
  });

  it('keeps what the editor of Outlook on the web made below an x_ class (S12, R26)', () => {
    const mine = '<div class="elementToProof">Blue.</div>';
    const owa = (quoted: string) =>
      `<div class="elementToProof">Hello again, it is urgent.</div><div id="appendonsend"></div><div id="divRplyFwdMsg">${HEAD}</div>${quoted}`;
    const quoted = `<div class="x_elementToProof">Red or blue?</div>${mine}<div class="x_elementToProof">Ann</div>`;
    expect(read(owa(quoted))).toBe('Hello again, it is urgent.\n\nBlue.');
    // Outlook on phones puts no x_ before the classes that it quotes
    expect(read(owa(quoted.replaceAll('x_', '')))).toBe('Hello again, it is urgent.');
  });

  it("keeps what Yahoo's editor made, where the quoted mail was not written there (S12, R29)", () => {
    const yahoo = (first: string) =>
      `<div>It is urgent.</div><div class="yahoo_quoted"><div>On Tue, 3 Nov 2026 at 10:01, Ann &lt;ann@lamps.example&gt; wrote:</div>${first}<div dir="ltr" data-setdir="false">Blue.</div><div>Ann</div></div>`;
    expect(read(yahoo('<div>Red or blue?</div>'))).toBe('It is urgent.\n\nBlue.');
    expect(read(yahoo('<div data-setdir="false">Red or blue?</div>'))).toBe('It is urgent.');
  });

  it.each(['[Carla Lamp]', '[Carla]', '[CL]'])(
    'keeps the paragraph that Outlook begins with %s (S12, R27)',
    (name) => {
      const head =
        '-----Original Message-----\nFrom: Ann <ann@lamps.example>\nSent: Tuesday, November 3, 2026 10:01\nTo: Carla\nSubject: Lamps';
      const text = `It is urgent.\n\n${head}\n\nRed or blue?\n\n${name} Blue, for\nthe hall.\n\n[Note] Sale!`;
      expect(readText(text)).toBe(`It is urgent.\n\n${name} Blue, for\nthe hall.`);
    },
  );

  it('keeps paragraphs behind arrows, where the person points at them (S12)', () => {
    const head =
      'From: Ann <ann@lamps.example>\nSent: Tuesday, November 3, 2026 10:01\nTo: Carla\nSubject: Lamps';
    const quoted = `${head}\n\nRed or blue?\n\n--> Blue.\n\n*** Sale ***`;
    expect(readText(`See below.\n\n${quoted}`)).toBe('See below.\n\n--> Blue.');
    expect(readText(`It is urgent.\n\n${quoted}`)).toBe('It is urgent.');
  });

  it('keeps nothing of a mail that was forwarded (S12)', () => {
    const mark =
      '---------- Forwarded message ---------\nFrom: Ann <ann@lamps.example>\nDate: Tue, Nov 3, 2026 at 10:01\nSubject: Lamps\nTo: Carla';
    expect(readText(`See below.\n\n${mark}\n\nRed or blue?\n\n--> Blue.`)).toBe('See below.');
  });
});
