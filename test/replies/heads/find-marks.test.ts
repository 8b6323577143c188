import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

describe('extractReply, the mark that Claws Mail writes above a forwarded mail', () => {
  it.each([
    ['Beginn der weitergeleiteten Nachricht:', 'Datum|Von|An|Betreff'],
    ['Začátek předané zprávy:', 'Datum|Od|Komu|Předmět'],
    ['Inicio del mensaje redirigido:', 'Fecha|Desde|Para|Asunto'],
    ['Start av vidarebefordrat meddelande:', 'Datum|Från|Till|Ämne'],
    ['開始轉寄郵件：', '日期|寄件者|收件者|主旨'],
  ])('"%s" is cut with what is below (R27)', (mark, labels) => {
    const values = [
      '3.11.2026 10:01',
      'Ann <ann@lamps.example>',
      'Eve <eve@mail.example>',
      'Parcel',
    ];
    const head = labels.split('|').map((label, at) => `${label}: ${values[at]}`);
    const text = `See below.\n\n${mark}\n\n${head.join('\n')}\n\nIs it there?`;
    expect(extractReply({ text }).reply).toBe('See below.');
  });
});
