import { describe, expect, it } from 'vitest';
import {
  decodeText,
  joinTexts,
  type TextPart,
} from '../../../functions/mail/parts/collect-text.ts';
import type { Multipart } from '../../../functions/mail/structure/open-multiparts.ts';
import { mailOf, multipartOf } from '../mail-of.ts';
import { readRaw } from '../read-fixture.ts';

const mixed: Multipart = { subtype: 'mixed', boundary: 'm' };
const alternative: Multipart = { subtype: 'alternative', boundary: 'a', parent: mixed };
const related: Multipart = { subtype: 'related', boundary: 'r', parent: alternative };
const plain = (text: string, container?: Multipart): TextPart => ({
  isHtml: false,
  text,
  ...(container && { container }),
});
const html = (text: string, container?: Multipart): TextPart => ({
  ...plain(text, container),
  isHtml: true,
});

describe('joinTexts (S12)', () => {
  it('gives both forms of an alternative, also if its HTML lies deeper', () => {
    expect(joinTexts([plain('Hello', alternative), html('<p>Hello</p>', related)])).toEqual({
      text: 'Hello',
      html: '<p>Hello</p>',
    });
  });

  it('loses no text beside an alternative, in either form', () => {
    const forms = [plain('Hello', alternative), html('<p>Hello</p>', alternative)];
    expect(joinTexts([...forms, html('<p>More</p>', mixed)])).toEqual({
      text: undefined,
      html: '<p>Hello</p>\n<p>More</p>',
    });
    expect(joinTexts([...forms, plain('A < B & C > D\nBye', mixed)])).toEqual({
      text: 'Hello\nA < B & C > D\nBye',
      html: '<p>Hello</p>\n<div>A &lt; B &amp; C &gt; D<br>\nBye</div>',
    });
  });

  it('counts no part of another multipart as an alternative', () => {
    const inner = html('<p>World</p>', { subtype: 'related', boundary: 'r', parent: mixed });
    expect(joinTexts([plain('Hello', mixed), inner])).toEqual({
      text: undefined,
      html: '<div>Hello</div>\n<p>World</p>',
    });
  });

  it('passes over blank texts', () => {
    expect(joinTexts([plain(' \n'), html('<p>Hello</p>')])).toEqual({ html: '<p>Hello</p>' });
    expect(joinTexts([plain('\n\t')])).toEqual({ text: undefined });
  });

  it('shows a form for few programs only if its alternative has no other', () => {
    const form = { ...plain('<bold>Hello</bold>', alternative), isFallback: true };
    expect(joinTexts([form])).toEqual({ text: '<bold>Hello</bold>' });
    expect(joinTexts([form, plain('Hello', alternative)])).toEqual({ text: 'Hello' });
    expect(joinTexts([form, plain('Bye', mixed)])).toEqual({ text: '<bold>Hello</bold>\nBye' });
    const alone = { ...plain('Hello'), isFallback: true };
    expect(joinTexts([alone, plain('Bye')])).toEqual({ text: 'Hello\nBye' });
  });

  it('drops a copy only within one alternative, and only of the same kind', () => {
    const two = [plain('Hello', alternative), plain('Hello', alternative)];
    expect(joinTexts(two)).toEqual({ text: 'Hello' });
    expect(joinTexts([plain('Hello', mixed), plain('Hello', mixed)]).text).toBe('Hello\nHello');
    const other: Multipart = { subtype: 'alternative', boundary: 'o', parent: mixed };
    expect(joinTexts([plain('Hello', alternative), plain('Hello', other)]).text).toBe(
      'Hello\nHello',
    );
    expect(joinTexts([plain('Hello', alternative), plain('Bye', alternative)]).text).toBe(
      'Hello\nBye',
    );
    expect(joinTexts([plain('<b>', alternative), html('<b>', alternative)])).toEqual({
      text: '<b>',
      html: '<b>',
    });
  });

  it.each(['a &eacute; b', '&#233;', '&#xe9;', 'a <b>b</b>', '<!-- a -->'])(
    'reads %j as HTML, as labelled (S23)',
    (text) => {
      expect(joinTexts([html(text)])).toEqual({ text: undefined, html: text });
    },
  );

  it('keeps text labelled HTML beside a real page (S23)', () => {
    expect(joinTexts([html('Hello'), html('<p>World</p>')])).toEqual({
      text: undefined,
      html: 'Hello\n<p>World</p>',
    });
  });
});

describe('decodeText', () => {
  it.each(['\v', '\f', '\u2028', '\u2029', '\r', '\r\r'])(
    'leaves what %j breaks off a quoted line in the quote (S12)',
    (end) => {
      const octets = Buffer.from(`No.\r\n${' '.repeat(50)}> Please${end}We refund it.\r\nAnna`);
      expect(decodeText(octets, 'utf-8', false)).toMatch(
        /^No\.\n {50}> Please {1,2}We refund it\.\nAnna$/,
      );
    },
  );

  it('ends lines where old Macs do, in and below a quote, too', () => {
    for (const end of ['', '\r', '\n', '\r\n'])
      expect(decodeText(Buffer.from(`> Milk?\r> White?\rYes.${end}`), 'utf-8', false).trim()).toBe(
        '> Milk?\n> White?\nYes.',
      );
    expect(decodeText(Buffer.from('Via Roma 5\rMilano\r\nAnna'), 'utf-8', false)).toBe(
      'Via Roma 5\nMilano\nAnna',
    );
  });

  it('ends lines and pages where Office and Apple programs do (UAX #14)', () => {
    for (const end of ['\v', '\f', '\u2028', '\u2029'])
      expect(decodeText(Buffer.from(`Via Roma 5${end}Milano`), 'utf-8', false)).toBe(
        'Via Roma 5\nMilano',
      );
  });

  it('cuts no character in two and loses none, wherever the limit is', () => {
    const text = 'aé€😀b';
    const octets = Buffer.from(text);
    const prefixes = Array.from(octets, (_, at) =>
      decodeText(octets.subarray(0, at + 1), 'utf-8', true),
    );
    const whole = ['a', 'aé', 'aé€', 'aé€😀', text];
    expect(prefixes).toEqual(
      Array.from(octets, (_, at) => whole.findLast((each) => Buffer.byteLength(each) <= at + 1)),
    );
  });

  it('keeps octets that are no UTF-8, though they look like parts of a character', () => {
    expect(decodeText(Buffer.from('80808080', 'hex'), 'utf-8', true)).toBe('\ufffd'.repeat(4));
    expect(decodeText(Buffer.from('c3', 'hex'), 'utf-8', true)).toBe('');
    expect(decodeText(Buffer.from('caf\xe9', 'latin1'), 'windows-1252', true)).toBe('café');
  });
});

describe('the limit of inline text', () => {
  it('counts over all parts', async () => {
    const parts = ['one', 'two', 'three'].map((word) => `Content-Type: text/plain\n\n${word}`);
    const { text, cut } = await readRaw(multipartOf('mixed', ...parts), {
      limits: { maxInlineTextBytes: 8 },
    });
    expect([text, cut]).toEqual(['one\ntwo\nth', ['inline-text']]);
    const whole = await readRaw(mailOf('Content-Type: text/plain', 'one'), {
      limits: { maxInlineTextBytes: 3 },
    });
    expect([whole.text, whole.cut]).toEqual(['one', []]);
  });
});
