import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const read = (text: string) => extractReply({ text }).reply;

const BELARUSIAN = [
  'Тэма: Parcel 4711',
  'Дата: 3.11.2026 10:01',
  'Ад: Ann <ann@lamps.example>',
  'Да: Eve <eve@lamps.example>',
];
const UZBEK = [
  'Mavzu: Parcel 4711',
  'Sana: Tue, 3 Nov 2026 10:01:09 +0100',
  'Jo‘natuvchi: Ann <ann@lamps.example>',
  'Qabul qiluvchi: Eve <eve@lamps.example>',
];
const HALF_KNOWN = [
  'Asuntu: Parcel 4711',
  'Data: 3/11/2026 10:01',
  'De: Ann <ann@lamps.example>',
  'Pa: Eve <eve@lamps.example>',
];

describe('extractReply, header blocks with unknown labels', () => {
  it.each([
    ['-------- Зыходнае паведамленне --------', BELARUSIAN],
    ['-------- Asl xabar --------', UZBEK],
    ['-------- Mensaxe reunviáu --------', HALF_KNOWN],
    ['________________________________', UZBEK],
  ])('are cut from the subject on, below "%s" (R27)', (mark, fields) => {
    expect(read(`Yes.\n\n${mark}\n${fields.join('\n')}\n\nIs it?`)).toBe('Yes.');
  });

  it('leave the line above them to the person, where no dashes stand above it (S12)', () => {
    const own = 'Yes.\nThe box is open: who pays?';
    expect(read(`${own}\n${BELARUSIAN.slice(1).join('\n')}\nКопія: Bob\n\nIs it?`)).toBe(own);
  });

  it('are cut down to the quote that a program marked (R27)', () => {
    const html =
      '<p>Yes.</p><p>From: Ann &lt;ann@lamps.example&gt;<br>To: Eve<br>Subject: Parcel<br>Calendata: 3.11.2026 10:01</p>' +
      '<blockquote type="cite"><p>Is it?</p></blockquote>';
    expect(extractReply({ html }).reply).toBe('Yes.');
  });

  it('are cut with the ruler that KMail draws below them (R27)', () => {
    const html =
      '<p>Yes.</p><p>---------- Forwarded Message ----------<br><br>Subject: Parcel<br>Date: 3.11.2026 10:01<br>' +
      'From: Ann &lt;ann@lamps.example&gt;<br><br>-----------------</p><blockquote type="cite"><p>Is it?</p></blockquote>';
    expect(extractReply({ html }).reply).toBe('Yes.');
  });
});
