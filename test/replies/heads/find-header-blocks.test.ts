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

describe('extractReply, typed text that looks like a header block', () => {
  const journey = 'From: Rome\nTo: Milan\nDate: 3 November 2026, 10:30';
  const meeting = 'Date: 3/11/2026 10:30\nSubject: meeting\nTo: all of us';
  const form = 'Name: Carla\nDate: 3 November 2026\nTo: Via Roma 1\nSubject: broken lamp';

  it.each([
    journey,
    'Da: Stazione Termini\nA: Fiumicino\nData: 3 novembre 2026 ore 10:30',
    meeting,
    form,
  ])('keeps a block without address, or sender and subject: %j (S12)', (block) => {
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
});
