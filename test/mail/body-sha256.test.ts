import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { readRaw, streamOf } from './read-fixture.ts';

const HEAD = 'From: Anna <anna@customer.example>\r\nMessage-ID: <1@customer.example>\r\n';

describe('bodySha256 (S15)', () => {
  const body = 'Hello\r\n\r\nAnna\r\n';

  it('does not count the fields that receivers put on top', async () => {
    const plain = await readRaw(`${HEAD}\r\n${body}`);
    const received = await readRaw(
      `Return-Path: <x@y.example>\r\nReceived: by mx\r\n${HEAD}\r\n${body}`,
    );
    expect(received.bodySha256).toBe(plain.bodySha256);
  });

  it('does not count the kind of line ends, nor empty lines at the end', async () => {
    const plain = await readRaw(`${HEAD}\r\n${body}`);
    const stored = await readRaw(`${HEAD}\r\n${body}\r\n\r\n`.replaceAll('\r\n', '\n'));
    expect(stored.bodySha256).toBe(plain.bodySha256);
  });

  it('counts every other octet', async () => {
    const plain = await readRaw(`${HEAD}\r\n${body}`);
    const other = await readRaw(`${HEAD}\r\n${body.replace('Anna', 'Anne')}`);
    expect(other.bodySha256).not.toBe(plain.bodySha256);
  });

  it('counts the whole body of a multipart, its first part as well as its last', async () => {
    const parts = (one: string, two: string) =>
      `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${one}\r\n--b\r\n\r\n${two}\r\n--b--\r\n`;
    const bodies = [parts('one', 'two'), parts('other', 'two'), parts('one', 'other')];
    const read = await Promise.all(bodies.map((raw) => readRaw(raw)));
    expect(new Set(read.map(({ bodySha256 }) => bodySha256)).size).toBe(3);
  });

  it('does not depend on the chunks', async () => {
    const raw = `${HEAD}\r\n${'line\r\n\r\n'.repeat(20_000)}end`;
    const one = await parseMessage(streamOf(raw, raw.length));
    const many = await parseMessage(streamOf(raw, 7));
    expect(many).toEqual(one);
  });
});
