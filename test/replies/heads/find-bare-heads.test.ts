import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const read = (text: string) => extractReply({ text }).reply;

describe('extractReply, heads whose labels have no colon', () => {
  it.each([
    'Da "Lampade" aiuto@lampade.example\nA carla@pec.example\nCc\nData Tue, 3 Nov 2026 10:01:09 +0100\nOggetto Lampade',
    'Von\tLampen <hilfe@lampen.example>\nGesendet am\t03.11.2026 10:01\nAn\tcarla@k.example\nBetreff\tLampen',
  ])('cuts %j (R29)', (head) => {
    expect(read(`It works.\n\n${head}\n\nDoes it work?`)).toBe('It works.');
  });

  it.each([
    'From help@lamps.example I got a mail on 3 Nov at 10:12.\nTo me it looks wrong.\nDate and subject are missing.',
    'To carla@k.example\nDate 3 Nov 2026 10:01\nSubject lamps',
  ])('keeps %j, which somebody typed (S12)', (text) => {
    expect(read(`Look:\n\n${text}\n\nThanks`)).toBe(`Look:\n\n${text}\n\nThanks`);
  });
});
