import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const read = (text: string) => extractReply({ text }).reply;
const KNOWN = [
  'From: Ann <ann@lamps.example>',
  'Date: Friday, 27 November 2026 at 07:00',
  'To: Eve <eve@mail.example>',
  'Subject: hello',
];
const UNKNOWN = [
  'Qa: Ann <ann@lamps.example>',
  'Qb: 27.11.2026 07:00',
  'Qc: Eve <eve@mail.example>',
  'Qd: hello',
];

describe('extractReply, above a header block without a blank line between', () => {
  it.each([
    'But the box is open: who pays for that?',
    'PS: call me',
    'My new address: Eve <eve@other.example>',
    'My order: 12.11.2026 at 10:00',
  ])('keeps the last line of the person: %j (S12)', (own) => {
    expect(read(`Yes.\n${own}\n${KNOWN.join('\n')}\n\nIs it?`)).toBe(`Yes.\n${own}`);
  });

  it('keeps it above a block of unknown labels, too (S12)', () => {
    const own = 'But the box is open: who pays for that?';
    expect(read(`Yes.\n${own}\n${UNKNOWN.join('\n')}\n\nIs it?`)).toBe(`Yes.\n${own}`);
  });

  it.each([
    ['sender', [UNKNOWN[0], ...KNOWN.slice(1)]],
    ['sender and date', [UNKNOWN[0], UNKNOWN[1], 'To: eve@mail.example', 'Subject: hello']],
    ['all', UNKNOWN],
  ])('cuts the whole block if its label of %s is unknown (R27)', (_, block) => {
    expect(read(`Yes.\n\n${block.join('\n')}\n\nIs it?`)).toBe('Yes.');
  });
});

describe('extractReply, above a header block of unknown labels without any address', () => {
  const BLOCK = 'Qa: Ann\nQb: 27.11.2026 07:00\nQc: Eve\nQd: hello';
  const SENT = 'Has the new lamp arrived in one piece?';

  it.each([`\n${SENT}`, `\n### Please type your reply above this line ###\n\n${SENT}`])(
    'keeps only the answer, if our words or delimiter stand below: %j (R27)',
    (below) => {
      expect(extractReply({ text: `Yes.\n\n${BLOCK}\n${below}`, sent: [SENT] }).reply).toBe('Yes.');
    },
  );

  it('keeps such lines that somebody typed, if nothing of ours stands below (S12)', () => {
    const text = `Yes.\n\n${BLOCK}\n\nIs it?`;
    expect(extractReply({ text, sent: [SENT] }).reply).toBe(text);
  });
});

describe('extractReply, typed text that looks like a header block', () => {
  const journey = 'From: Rome\nTo: Milan\nDate: 3 November 2026, 10:30';
  const meeting = 'Date: 3/11/2026 10:30\nSubject: meeting\nTo: all of us';
  const form = 'Name: Carla\nDate: 3 November 2026\nTo: Via Roma 1\nSubject: broken lamp';

  it.each([
    journey,
    'Da: Stazione Termini\nA: Fiumicino\nData: 3 novembre 2026 ore 10:30',
    meeting,
    form,
    'To: Ann Lamp\nFrom: Carla Rossi\nDate: November 3, 2026\nSubject: The lamp',
  ])('keeps a block without address and time of day, or sender and subject: %j (S12)', (block) => {
    const text = `Hello,\n\nplease note:\n${block}\n\nHow much is it?`;
    expect(read(text)).toBe(text);
    expect(read(`${block}\n\nHow much is it?`)).toBe(`${block}\n\nHow much is it?`);
  });

  it.each([
    'From: Eve Lamp <eve@mail.example>\nSubject: Lamp\n\nMessage Body:\nIt is broken.',
    'Da: Roma\nA: Milano\nData: 3/11/2026\nOggetto: trasloco\n\nQuanto costa?',
  ])('keeps a list that is the whole mail: %j (S12)', (text) => {
    expect(read(text)).toBe(text);
  });

  it.each(['Date: 3/11/2026 at 10:30', 'To: Via Roma 1', 'Subject: the lamp'])(
    'keeps an answer that reads like a field, above the block: %j (S12)',
    (own) => {
      expect(read(`${own}\n\n${KNOWN.join('\n')}\n\nIs it?`)).toBe(own);
    },
  );

  it('cuts a sender followed by day and time, without a subject (R27)', () => {
    const head = 'От: Ann Lamp\nОтправлено: четверг, 26 июня 2026 г. 15:05\nКому: Eve';
    expect(read(`Yes.\n\n${head}\n\nIs it?`)).toBe('Yes.');
  });

  it('cuts fields of paragraphs of their own, the first of which is wrapped (R27)', () => {
    const head =
      'De la: Support Board | LC3178-285535\n<support+k1bvfeuc@lamps.example>\n\nTrimis: miercuri, 18 noiembrie 2026 10:15\n\nSubiect: Cont';
    expect(read(`Yes.\n\n${head}\n\nIs it?`)).toBe('Yes.');
  });

  it.each([
    'From: Carla Lamp\nEmail: carla@mail.example\nPhone: 02 1234567\nDate: 26/11/2026\nSubject: Lamp',
    'From: Carla Lamp\nPhone: 02 1234567\nDate: 26/11/2026 10:30\nSubject: Lamp',
    'Da: Mario Rossi\nTelefono: 02 1234567\nData: 26/11/2026\nOggetto: Lampada',
    'Von: Max Lampe\nE-Mail: max@mail.example\nDatum: 26.11.2026 10:30\nBetreff: Lampe',
    'De : Paul\nCourriel : paul@mail.example\nDate : 26/11/2026 10:30\nObjet : Lampe',
    'Van: Jan\nTelefoonnummer: 02 123\nDatum: 26-11-2026 10:30\nOnderwerp: Lamp',
    'Received: from mx.example by mail.example; Thu, 26 Nov 2026 10:41:00 +0100\nFrom: <eve@mail.example>\nTo: carla@mail.example\nSubject: You won\nDate: Thu, 26 Nov 2026 10:41:00 +0100',
  ])('keeps a pasted contact form or raw head between paragraphs: %j (S12)', (pasted) => {
    const own = `Hello,\n\nthis came in:\n\n${pasted}\n\nCan you help?`;
    expect(read(own)).toBe(own);
    expect(read(`${own}\n\n${KNOWN.join('\n')}\n\nIs it?`)).toBe(own);
  });

  it('cuts a block whose mail begins with a contact form right below (R27)', () => {
    expect(read(`Yes.\n\n${KNOWN.join('\n')}\nName: Eve\nDate: 3/11/2026\nIs it?`)).toBe('Yes.');
  });

  it('keeps a last line that reads like a sender, above a block in another language (S12)', () => {
    const own = 'Monday: closed\nFrom: Thursday on always';
    expect(
      read(
        `${own}\n\nVon: Ann <ann@lamps.example>\nGesendet: 27.11.2026 07:00\nAn: Eve\nBetreff: hello\n\nIs it?`,
      ),
    ).toBe(own);
  });

  it('keeps an answer that reads like a field, above a block that markup calls history (S12)', () => {
    const block =
      '<b>From:</b> Ann<br><b>Sent:</b> Friday 07:00<br><b>To:</b> Eve<br><b>Subject:</b> hello';
    const html = `<div>Von: hier bis dort</div><hr><div id="divRplyFwdMsg">${block}</div><p>Is it?</p>`;
    expect(extractReply({ html }).reply).toBe('Von: hier bis dort');
  });
});

describe('extractReply, header blocks without an address', () => {
  const OTHER = [
    'Oddi: Ann Lamp',
    'Danfonwyd: Dydd Mawrth, 3 Tachwedd 2026 10:01',
    'Ar gyfer: Eve',
    'Ynghylch: RE: Parcel 4711',
  ].join('\n');
  const text = `Yes.\n\n${OTHER}\n\nIs it?`;

  it('are known in any language by the subject of the answer that they stand in (R27)', () => {
    expect(extractReply({ text, subject: 'AW: Parcel 4711' }).reply).toBe('Yes.');
  });

  it('are not, where the mail is no answer: contact forms repeat their subject (S12)', () => {
    expect(extractReply({ text, subject: 'Parcel 4711' }).reply).toBe(text);
  });

  it('are none with a day and no time of day (S12)', () => {
    const own = 'Invoice\nDate: 3.11.2026\nTo: Carla\nFrom: Shop\nRe: lamp';
    expect(read(own)).toBe(own);
  });

  it('are kept at the top of a mail about something else (S12)', () => {
    const own = 'Da: Roma\nA: Milano\nData: 3 novembre 2026 ore 10:30\nOggetto: lampade\n\nSì?';
    expect(extractReply({ text: own, subject: 'Re: Conversazione 12' }).reply).toBe(own);
  });
});
