import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { findAttributions } from '../../../functions/replies/heads/find-attributions.ts';
import { readTextLines } from '../../../functions/replies/lines/read-text-lines.ts';

const find = (text: string) => findAttributions(readTextLines(text)).length;
const read = (text: string) => extractReply({ text }).reply;

describe('findAttributions', () => {
  it.each([
    'Ann <ann@lamps.example> wrote:',
    'ann@lamps.example wrote:',
    'Quoting Ann <ann@lamps.example>:',
    'Zitat von Ann <ann@lamps.example>:',
    'Ann (ann@lamps.example) ha scritto:',
    'On Tuesday, 3 November 2026 Ann wrote:',
    '>>> Ann Lamp <ann@lamps.example> 03.11.2026 10:01 >>>',
    '>>> Ann Lamp 03.11.2026 10:01 >>>',
    'մյց, 3 նոյ, 2026 թ․, 10:01 Ann <ann@lamps.example> գրել է՝',
    'ማክሰ 3 ኖቬም 2026 ከ10:01 ጥዋት Ann <ann@lamps.example> እንዲህ ጽፏል፦',
    'মঙ্গল, ৩ নভে, ২০২৬ তারিখে ১০:০১ AM টায় Ann <ann@lamps.example> লিখেছেন:',
  ])('recognises "%s" without a quote below (R29)', (line) => {
    expect(find(line)).toBe(1);
  });

  it.each([
    'My neighbour eve@lamps.example wrote to your shop on Sunday:',
    'Mia sorella eva@lampade.example ha scritto due giorni fa:',
    'In your letter of 9 May 2026 you wrote:',
    'On the lamp it says "since 1999" and the shop wrote:',
  ])('does not recognise "%s", which somebody typed (S12)', (line) => {
    expect(find(line)).toBe(0);
  });
});

describe('findAttributions, beside other markers', () => {
  it('leaves out a line that belongs to another marker (R29)', () => {
    const lines = readTextLines('Ann <ann@lamps.example> wrote:');
    expect(findAttributions(lines, [true])).toEqual([]);
  });
});

describe('extractReply, lines that introduce text', () => {
  it('keeps the line that introduces kept text (S12)', () => {
    const text = 'My neighbour eve@lamps.example wrote to you:\nthe lamp is late.\nIs it?';
    expect(read(`${text}\n\nOn 3 Nov 2026, at 10:01, Ann <a@b.example> wrote:\n> old`)).toBe(text);
  });

  it.each([
    'Hallo,\nam 3.11.2026 um 10:12 hat mir Herr Lamp geschrieben:\nDas Paket ist da.\nStimmt das?',
    'Hello,\non 3 November 2026 at 10:12 Ann wrote to me:\nthe parcel is there.\nIs it?',
    'Salve,\nil 3/11/2026 alle 10:12 Anna mi ha scritto:\nil pacco è lì.\nÈ vero?',
    'Hello,\n\nYesterday at 10:12 your colleague Bob wrote:\nplease wait.\nI have waited.',
    'Gestern um 10:12 Uhr schrieb Ihr Kollege:\nbitte warten.\nIch habe gewartet.',
    'Our log says:\nNov 3 10:01:02 mx postfix/smtp[12]: 4Q1: to=<help@lamps.example>, status=sent\nIs it there?',
  ])('keeps what the person retells of a mail: %j (S12)', (text) => {
    expect(read(text)).toBe(text);
  });

  it.each([
    'So it was sent.',
    'The parcel of 3.11.2026, 10:30 has been sent',
    'Die Rechnung vom 3.11.2026, 10:30 ist geschrieben.',
    'On the other hand, I wrote:',
    'He said: "On Monday, 4 May 2026 at 10:00, it will come."',
  ])('keeps the last line %j right above the history (S12)', (own) => {
    expect(read(`Yes.\n\n${own}\n\n> Is it?\n\n`)).toContain(own);
    const html = `<div>Yes.</div><div>${own}</div><div id="divRplyFwdMsg"><b>From:</b> Ann</div><p>Is it?</p>`;
    expect(extractReply({ html }).reply).toBe(`Yes.\n${own}`);
    expect(read(`Yes.\n\n${own}\n\nIt is red.`)).toBe(`Yes.\n\n${own}\n\nIt is red.`);
  });

  it('keeps the author and date of a pasted change (S12)', () => {
    const text =
      'Hello,\n\nAuthor: Eve <eve@lamps.example>\nDate:   Thu Nov 26 10:41:00 2026\n\n    fix\n\nIt broke.';
    expect(read(text)).toBe(text);
  });

  it('keeps an address above an appointment, above the real attribution (S12)', () => {
    const own = 'Bob <bob@lamps.example>\n26.11.2026 10:30\n\nThat is when Bob comes.';
    expect(read(`${own}\n\nOn 3 Nov 2026, at 10:01, Ann <a@b.example> wrote:\n> old`)).toBe(own);
  });

  it('keeps a dated line at the top with unquoted words below (S12)', () => {
    const text = 'On 3 November 2026 you wrote:\nthe lamp is free.\nIs that so?';
    expect(read(text)).toBe(text);
  });
});

describe('extractReply, attributions in an unusual form', () => {
  it.each([
    'On Tue, Nov 3, 2026 at 10:01 AM, Ann of the Lamps <\nann.of.the.lamps@lamps.example\n> wrote:',
    'Quoting Ann Lamp (2026-11-03 10:01:09)',
    'Citando Ann Lamp (2026-11-03 10:01:09)',
    'ann@lamps.example さん：',
    'Annさん：',
    '"Ann Lamp" <ann@lamps.example> schrieb im Newsbeitrag\nnews:7f3a@lamps.example...',
    '---- Am Di., 03 Nov. 2026 10:01:09 +0100 schrieb Ann <ann@lamps.example> ----',
  ])('cuts %j above a quote (R29)', (head) => {
    expect(read(`It works.\n\n${head}\n> Does it work?\n> Ann`)).toBe('It works.');
  });

  it('cuts the quoted words that Yahoo puts after the attribution (R29)', () => {
    const head = 'On Tue, Nov 3, 2026 at 10:01 AM, Ann<ann@lamps.example> wrote:';
    expect(read(`It works.\n\n${head} Does it work?\n\nAnn`)).toBe('It works.');
    expect(read(`${head} Does it work? I ask you.`)).toContain(head);
  });

  it('cuts the sender above the date in two paragraphs of HTML, and the table of Notes below (R29)', () => {
    const html =
      '<p>It works.</p><p><b>Ann &lt;ann@lamps.example&gt;</b><p>03.11.2026 10:01<p>' +
      '<table><tr><td>An<td>carla@k.example</tr><tr><td>Thema<td>Lampen</tr></table>Does it work?';
    expect(extractReply({ html }).reply).toBe('It works.');
  });

  it('cuts the quote under a Groupwise head (R29)', () => {
    const head = '>>> Ann Lamp <ann@lamps.example> 03.11.2026 10:01 >>>';
    expect(read(`It works.\n\n${head}\n\nDoes it work?\n\nAnn`)).toBe('It works.');
  });

  it.each(['Choose the menu:\n> Lamps', 'It prints\n>> out of oil'])(
    'keeps a marked line glued to the text above: %j (S12)',
    (text) => {
      expect(read(text)).toBe(text);
    },
  );

  it('cuts a blockquote of Gmail below the attribution of Mailspring (R29)', () => {
    const html =
      '<body>It works.<br><div class="gmail_quote_attribution">On Nov 3 2026, at 10:01 am, Ann wrote:</div>' +
      '<blockquote class="gmail_quote"><p>Does it work?</p></blockquote></body>';
    expect(extractReply({ html }).reply).toBe('It works.');
  });
});

describe('extractReply, marks and rulers of programs', () => {
  const HEAD =
    'From: Ann Lamp <ann@lamps.example>\nSent: Tuesday, November 3, 2026 10:01\nTo: Bob\nSubject: Lamps';

  it.each([
    '[Original Message]',
    '<<< Original Message >>>',
    'Original Message',
    'Start of original message',
    '-----邮件原件-----',
    '‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐',
    'Ann Lamp ---03.11.2026 10:01:00---Does it work',
    '---',
  ])('cuts %s above a header block (R27)', (mark) => {
    expect(read(`It works.\n\n${mark}\n${HEAD}\n\nDoes it work?`)).toBe('It works.');
  });

  it('cuts the ruler above a quoted header block (R27)', () => {
    const quoted = `${HEAD}\n\nDoes it work?`.replace(/^/gm, '> ');
    expect(read(`It works.\n\n________________________________\n${quoted}`)).toBe('It works.');
  });

  it('cuts a quoted attribution whose second line lost its mark (R29)', () => {
    const head =
      '> On 3 Nov 2026, at 10:01, Ann of the Lamps and Shades\n<ann@lamps.example> wrote:';
    expect(read(`It works.\n\n${head}\n> \n> Does it work?`)).toBe('It works.');
  });

  it.each(['Thus spake Ann Lamp (ann@lamps.example):', 'Ann <ann@lamps.example> zei het zo:'])(
    'cuts %s above a quote: an address in brackets, and a colon',
    (head) => {
      expect(read(`It works.\n\n${head}\n> Does it work?`)).toBe('It works.');
    },
  );

  it.each([
    'Ann Lamp - 03/11/2026 10:01',
    'Lamps Support | 3 November 2026 10:01',
    'Lamps Support, mar 3 nov 2026 alle 10:01',
    'Lamps Support\nTue, Nov 3, 2026 at 10:01 AM',
  ])('cuts %j above the first quote, and above words of ours (R29)', (head) => {
    expect(read(`It works.\n\n${head}\n\n> Does it work?`)).toBe('It works.');
    const sent = ['Does the lamp that we sent you last week work?'];
    const text = `It works.\n\n${head}\n\n${sent[0]}`;
    expect(extractReply({ text, sent }).reply).toBe('It works.');
  });

  it.each([
    'Tuesday, 3 November 2026 10:01',
    'Mardi 3 novembre 2026 à 10h30',
    'Room 4, 3 Nov 2026 10:01',
  ])('keeps the appointment %j above a quote (S12)', (line) => {
    expect(read(`${line}\n\n> When?`)).toBe(line);
  });

  it('keeps a name with day and time between two quotes (S12)', () => {
    const line = 'Hotel Roma, 3 Nov 2026 10:01';
    expect(read(`> Where?\n\n${line}\n\n> And who?\n\nI.`)).toBe(`${line}\n\nI.`);
  });
});

describe('extractReply, typed text that looks like the head of a mail', () => {
  const history = '\n\nOn 3 Nov 2026, at 10:01, Ann <ann@lamps.example> wrote:\n\n> Does it work?';

  it.each([
    'Absender: DHL\nEmpfänger: Carla Rossi\nDatum: 03.11.2026\nStatus: verloren',
    'Mittente: BRT\nDestinatario: Carla Rossi\nData: 03/11/2026\nOggetto: lampada',
    'From: Rome\nTo: Milan\nDate: 3/11/2026 10:00',
  ])('keeps %j at the top, above a real one (S12)', (text) => {
    expect(read(text + history)).toBe(text);
    expect(read(text)).toBe(text);
  });
});

describe('extractReply, below a wrapped or doubled attribution', () => {
  const DELIMITER = '### Please type your reply above this line ###';
  const BOX = 'Support Board | LC2457-473412 <support+abc@shop.example>';

  it.each([
    `${BOX} ezt\nírta (időpont: 2026. nov. 27., P, 7:00):`,
    `${BOX}, 27\nKas 2026 Cum, 07:00 tarihinde şunu yazdı:`,
    `${BOX} 於\n2026年11月27日 週五 上午7:00寫道：`,
    `${BOX}\n2026年11月27日 週五 上午7:00寫道：`,
    'Support Board | LC2457-473412\n<support+abc@shop.example\n[support%2Babc@shop.example]>, 27 Kas 2026 Cum,\n07:00 tarihinde şunu yazdı:',
    `${BOX} ezt írta (időpont:\n2026. nov. 27., P, 7:00):`,
    'Support | LC2457-473412 <\nsupport+abc@shop.example>, 27 Kas\n2026 Cum, 07:00 tarihinde şunu yazdı:',
    'Support Board | LC2457-473412\n<support+abc@shop.example>\n于2026年11月27日周五 07:00写道：',
    'Il 27 nov 2026, 07:00, da Support <support@shop.example<mailto:support@shop.example>>',
    `शुक्र, 27 नव॰ 2026 को 7:00 am बजे को Support <\nsupport@shop.example> ने लिखा:`,
  ])('cuts all of its lines: %j (R26)', (attribution) => {
    expect(read(`Yes.\n\n${attribution}\n\nIs it?`)).toBe('Yes.');
    expect(read(`Yes.\n\n${attribution}\n\n> Is it?`)).toBe('Yes.');
    expect(read(`Yes.\n\n${attribution}\n\n${DELIMITER}\n\nIs it?`)).toBe('Yes.');
  });

  it('cuts an attribution that Apple quotes and a gateway wrapped without the mark (R29)', () => {
    const head =
      '> Wiadomość napisana przez Support Board | LC1565-450865\n<support+abc@shop.example> w dniu 18 lis 2026, o\ngodz. 10:15:';
    expect(read(`Yes.\n\n${head}\n>\n> Is it?`)).toBe('Yes.');
  });

  it('cuts the fields that a program writes between its ruler and the attribution (R29)', () => {
    const fields = 'Кому: anna@lamps.example;\nТема: hello;';
    const attribution = `27.11.2026, 07:00, "Support" <support@shop.example>:`;
    expect(read(`Yes.\n\n----------------\n${fields}\n${attribution}\n\n> Is it?`)).toBe('Yes.');
    expect(read(`Yes.\n\n${fields}\n${attribution}\n\n> Is it?`)).toBe(`Yes.\n\n${fields}`);
  });

  it('cuts all of its lines above words that we sent, where one ends with the colon of a bracket (R26)', () => {
    const sent = ['We have found your order 4711. Where shall we send it?'];
    const head = `${BOX.replace(' <', '\n<')} ezt írta (időpont:\n2026. nov. 27., P, 7:00):`;
    expect(extractReply({ text: `Yes.\n\n${head}\n\n> ${sent[0]}`, sent }).reply).toBe('Yes.');
  });
});

describe('extractReply, text about a mail of one’s own', () => {
  it.each([
    'I wrote on Nov 3, 2026 at 10:01 to help@lamps.example:',
    'Am 3.11.2026 um 10:01 habe ich Ihnen geschrieben:',
    'Il 3/11/2026 alle 10:01 abbiamo scritto a help@lamps.example:',
    "Le 3 novembre 2026 à 10:01, j'ai écrit :",
    'El 3/11/2026 a las 10:01 escribí a help@lamps.example:',
    'Em 3/11/2026 às 10:01 escrevi para help@lamps.example:',
    'Op 3 november 2026 om 10:01 schreef ik:',
    'W dniu 3.11.2026 o 10:01 napisałam do help@lamps.example:',
    'Dne 3.11.2026 v 10:01 jsem napsal:',
    'Den 3 november 2026 kl 10:01 skrev jag:',
    '3 ноября 2026 г. в 10:01 я писал:',
    '3 Kasım 2026 10:01 tarihinde yazdım:',
    '2026年11月3日 10:01 我写道：',
  ])('keeps "%s" and what follows (S12)', (line) => {
    const text = `Hello,\n\n${line}\n"the lamp is broken."\n\nNo answer so far.`;
    expect(read(text)).toBe(text);
  });

  it('keeps it below the quote if nothing else was written (S12)', () => {
    const own = "Le 3 novembre 2026 à 10:01, j'ai écrit :\n« bonjour »\nSans réponse.";
    const quote = 'On 3 Nov 2026, at 10:01, Ann <a@b.example> wrote:\n\n> old';
    expect(read(`${quote}\n\n${own}`)).toBe(own);
  });
});

describe('extractReply, below a marked quote', () => {
  const quote = 'On 3 Nov 2026, at 10:01, Ann <a@b.example> wrote:\n\n> old\n> older';

  it('keeps what looks like the head of a history if nothing else was written (S12)', () => {
    const own = 'From: Rome\nDate: 3/11/2026 10:30\nSubject: move\n\nHow much is it?';
    expect(read(`${quote}\n\n${own}`)).toBe(own);
  });
});

describe('extractReply, lines around an attribution', () => {
  const WROTE = 'On Tue, Nov 3, 2026 at 10:01 AM Ann <ann@shop.example> wrote:';

  it.each([
    '"Ann" ann@shop.example – 3. November 2026 10:01',
    'Ann <ann@shop.example> 10:01 2026-11-03',
  ])('cuts %j above a quote (R29)', (head) => {
    expect(extractReply({ text: `Yes.\n\n${head}\n\n> Is it?` }).reply).toBe('Yes.');
  });

  it('keeps a ruler that stands directly below a line of the person (S12)', () => {
    const own = 'Name: Eve\nSignature:\n________';
    expect(extractReply({ text: `${own}\n\n${WROTE}\n> Is it?` }).reply).toBe(own);
  });

  it('keeps days with what happened on them, "sent" among it (S12)', () => {
    const own = 'My parcels:\n\n12.11.2026: paid\n13.11.2026: sent\n\nWhere is the other one?';
    expect(extractReply({ text: own }).reply).toBe(own);
  });

  it.each([
    'On 3 November 2026 at 10:30 the parcel was sent',
    'Il 3 novembre alle 10:30 mia moglie ha scritto',
    'Op 3 november om 10:30 heeft mijn vrouw geschreven',
    'W dniu 3.11.2026 o 10:30 żona napisała',
    "3 Kasım 2026 saat 10:30'da eşim yazdı",
    '2026年11月3日10:30に妻が書きました',
    'On Monday at 10:30 they wrote:',
    'The order of 4 May 2026, 10:00, was sent to carla@home.example:',
    'Please send the invoice of 4 May 2026 to carla@home.example:',
    'Ab 2026 gilt carla@home.example:',
    'Envoyez la facture du 4 mai 2026 à carla@home.example :',
    'Пришлите счёт от 4 мая 2026 на carla@home.example:',
  ])('keeps %j between paragraphs, where no quote follows (S12)', (line) => {
    const own = `Thanks for the call.\n\n${line}\n\nCan you look into it?`;
    expect(extractReply({ text: own }).reply).toBe(own);
  });

  it('keeps a pasted certificate above the head of a history (S12)', () => {
    const own = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    const head = 'From: Ann <a@b.example>\nSent: 3 Nov 2026 10:01\nTo: Eve\nSubject: lamp';
    expect(extractReply({ text: `${own}\n\n${head}\n\nIs it?` }).reply).toBe(own);
  });

  it('keeps a sentence like an attribution at the top, where no quote follows (S12)', () => {
    const own =
      'On 3 November 2026 at 10:01 my husband wrote to you:\nit is broken.\n\nNo answer yet!';
    expect(extractReply({ text: own }).reply).toBe(own);
  });

  it('keeps the rulers between the lines of an answer below our unmarked mail (S12)', () => {
    const sent = [
      'Ann wrote:\n\nWhich lamps shall we send you, and how many?\n\nYou can simply reply to this email.',
    ];
    const own = 'These:\n\nred | blue\n-----\n1 | 2';
    expect(extractReply({ text: `${sent[0]}\n\n${own}`, sent }).reply).toBe(own);
  });
});
