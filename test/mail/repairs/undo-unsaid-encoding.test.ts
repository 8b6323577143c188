import { describe, expect, it } from 'vitest';
import { mailOf } from '../mail-of.ts';
import { readRaw } from '../read-fixture.ts';

const ITALIAN =
  'Il pacco è arrivato, però manca la fattura. Perché? Aspetto una risposta, grazie.\n';
const base64Of = (text: string) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n');
const textOf = async (body: string, fields = 'Content-Type: text/plain; charset=utf-8') =>
  (await readRaw(mailOf(fields, body))).text;

describe('undoUnsaidEncoding (S23)', () => {
  it.each([
    'Content-Type: text/plain; charset=utf-8',
    'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit',
    'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: utf-8',
  ])('decodes base64 and quoted-printable labelled %j', async (fields) => {
    expect(await textOf(base64Of(ITALIAN), fields)).toBe(ITALIAN);
    const quoted = 'Il pacco =C3=A8 arrivato, per=C3=B2 manca la fattura. Perch=C3=A9? As=\npetto.';
    expect(await textOf(quoted, fields)).toBe(
      'Il pacco è arrivato, però manca la fattura. Perché? Aspetto.',
    );
  });

  it('decodes the quoted-printable of HTML', async () => {
    const html = '<p class=3D"a">citt=C3=A0 e per=C3=B2 perch=C3=A9</p>';
    const { html: read } = await readRaw(mailOf('Content-Type: text/html', html));
    expect(read).toBe('<p class="a">città e però perché</p>');
  });

  it.each([
    'My mail shows =C3=A0 where I typed a letter.',
    'See https://shop.example/?q=C3A0&r=E9',
    'x =C3=A0 =C3=A8 =C3=B2, but a=b',
    'No.\n> Shows =C3=A0 =C3=A8 =C3=B2 here=0A=0AWe refund it.',
    'No.\n<blockquote>Shows =C3=A0 =C3=A8 =C3=B2=3C/blockquote>We refund it.',
    'VmlhIFJvbWEgMQ==',
    'a'.repeat(76),
    Buffer.alloc(90, 0x9d).toString('base64'),
    `My key:\n${base64Of(ITALIAN)}`,
  ])('leaves %j, which somebody typed, as it is (S12)', async (body) => {
    expect(await textOf(body)).toBe(body);
  });
});
