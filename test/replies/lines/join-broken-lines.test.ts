import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const OWN = 'Via Roma 1, second floor.';
const HISTORY = 'We have found your order 4711.';
const BOX = 'Lamps <help@lamps.example>';

describe('extractReply, attributions over several lines', () => {
  it.each([
    `On Nov 3, 2026,\nat 10:01,\n${BOX} wrote:`,
    `On Tue, Nov 3, 2026\nat 10:01 AM\n${BOX}\nwrote:`,
    'On Nov 3, 2026,\nat 10:01, Lamps\n<help@lamps.example> wrote:',
    `Il giorno 3 nov 2026,\nalle ore 10:01,\n${BOX} ha scritto:`,
    `Am 03.11.2026\num 10:01 schrieb\n${BOX}:`,
    `Le 3 nov. 2026,\nà 10:01,\n${BOX} a écrit :`,
    `Op 3 nov. 2026\nom 10:01\nheeft ${BOX} geschreven:`,
    `3 нояб. 2026 г.,\nв 10:01,\n${BOX} написал(а):`,
    'On Tue, Nov 3, 2026 at 10:01 PM John Smith\n\n<\nmailto:John Smith <john@x.example>\n> wrote:',
    'On Tue, Nov 3, 2026 at 10:01 PM John Smith <\nmailto:john@x.example\n> wrote:',
    'Am 03.11.2026 um 22:07 schrieb John Smith <\nmailto:john@x.example\n>:',
    'Le 3 nov. 2026 à 22:07, John Smith\n<\nmailto:john@x.example\n> a écrit :',
    'Am 03.11.2026 schrieb Lamps:\nVon: Lamps\nBetreff: Order 4711',
    'Lamps schrieb am 03.11.2026 09:00:\n\nVon: Lamps\nAn: Carla Rossi\nBetreff: Order 4711',
    'Lamps schrieb:\nVon: Lamps\nDatum: 3.11.2026\nAn: Carla',
    'Il 03/11/2026 Lamps ha scritto:\n\nDa: Lamps\nOggetto: Order 4711',
    'Original Message processed by david®\nRe: Order 4711 3. November 2026, 09:00 Uhr\nVon Lamps\nAn Carla',
    'Original-Nachricht verarbeitet mit david®\nRe: Order 4711 3. November 2026, 09:00 Uhr\nVon Lamps\nAn Carla',
    'Messaggio originale elaborato con david®\nRe: Order 4711\nVon Lamps\nAn Carla',
  ])('cuts %j (S12)', (head) => {
    const shown = `${OWN}\n\n${head}\n\n`;
    expect(extractReply({ text: `${shown}${HISTORY}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${shown}> ${HISTORY}` }).reply).toBe(OWN);
  });
});

describe('extractReply, a quoted attribution of which a client wrapped the rest with fewer marks', () => {
  it('is no answer typed into the quote (R29, S12)', () => {
    const sent =
      'Ann wrote:\n\nThe lamp comes on Friday. Are you at home?\n\nTo answer, just reply.';
    const older =
      '>> On 2 Nov 2026, at 9:00, Shop Support | LC2457-473412\n> <help@lamps.example> wrote:';
    const quote = `> Thanks.\n>\n${older}\n${sent.replace(/^/gm, '>> ')}`;
    const text = `Yes.\n\nOn 3 Nov 2026 at 10:01, Carla <carla@mail.example> wrote:\n\n${quote}`;
    expect(extractReply({ text, sent: [sent, 'Thanks.'] }).reply).toBe('Yes.');
  });
});
