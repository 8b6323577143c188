import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const read = (text: string) => extractReply({ text }).reply;

describe('extractReply, attributions as the translations of open mail programs have them', () => {
  it.each([
    ['KMail, Hungarian', 'Ann Lamp a következőt írta ekkor: 2026. november 3., kedd 10:01:09'],
    ['Evolution, Basque', 'Jatorrizko mezua: ar., 2026-11-03 10:01 +0000, egilea: Ann Lamp'],
    ['Roundcube, Hebrew', ':כתב Ann Lamp, 2026-11-03 10:01 בתאריך'],
    ['Horde, Hungarian', 'Idézet (Ann Lamp <ann@lamps.example>):'],
    ['Geary, Basque', 'Ann Lamp <ann@lamps.example>(e)an:'],
    ['Thunderbird, Armenian', '03.11.26 10:01-ին Ann Lampը գրել է.'],
    ['Thunderbird, Kazakh', 'Ann Lamp жазған:'],
    ['Claws Mail, Chinese', '在 Tue, 3 Nov 2026 10:01\nAnn <ann@lamps.example> 上， 已寫入'],
  ])('%s: "%s" is cut above and below the answer (R29)', (_, head) => {
    expect(read(`Yes.\n\n${head}\n> Is it?`)).toBe('Yes.');
    expect(read(`${head}\n> Is it?\n\nYes.`)).toBe('Yes.');
  });

  it.each([
    'The shop wrote: it left on 3.11.2026 at 10:01.',
    'My note: I wrote on 3.11.2026 at 10:01',
  ])('"%s" above a quote is the person\'s own (S12)', (own) => {
    expect(read(`${own}\n> it is late\n\nIs it?`)).toContain(own);
  });
});
