import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import { arrive, fakePorts, makeWorld, replyAddress } from '../../support/fake-receive-ports.ts';

const TO = replyAddress('user', 'carla');
const HEAD = `From: carla@kunde.example\r\nTo: ${TO}\r\nSubject: Re: parcel\r\nMessage-ID: <1@client.example>\r\n`;
const SAID = 'Via Roma 1, second floor.';
const PARTS = `--b1\r\nContent-Type: text/plain\r\n\r\n${SAID}\r\n--b1--\r\n`;
const PICTURE = '<img src="data:image/png;base64,iVBORw0KGgo=">';
const REACTION = [
  'Content-Type: multipart/alternative; boundary=b1\r\n',
  '--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n👍\r\n\r\nCarla reacted via Gmail',
  '--b1\r\nContent-Type: text/vnd.google.email-reaction+json\r\n\r\n{"emoji":"👍","version":1}',
  '--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>👍</p><p>Carla reacted via <a href="https://gmail.example">Gmail</a></p>',
  '--b1--\r\n',
].join('\r\n');

async function outcomeOf(raw: string) {
  const world = makeWorld();
  const arrival = arrive(world, {});
  world.raws.set(arrival.mailId, Buffer.from(raw).toString('latin1'));
  const record = await receiveMail(arrival, fakePorts(world));
  const [message] = world.messages;
  const files = message?.attachments?.map(({ filename }) => filename) ?? [];
  return [record?.outcome, message?.text, files];
}

/** Mails that other systems lost, held or put into the chat unread (S12, S23). */
const KINDS: Record<string, [raw: string, text: string, files?: string[]]> = {
  'a Content-Type without semicolon': [
    `${HEAD}Content-Type: text/plain charset=utf-8\r\n\r\n${SAID}`,
    SAID,
  ],
  'a Content-Type of nothing but a star': [`${HEAD}Content-Type: *\r\n\r\n${SAID}`, SAID],
  'an encoding with a semicolon': [
    `${HEAD}Content-Transfer-Encoding: quoted-printable;\r\n\r\n${SAID.replace(',', '=2C')}`,
    SAID,
  ],
  'base64 announced over plain words': [
    `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${SAID}`,
    SAID,
  ],
  'a boundary of 90 characters': [
    `${HEAD}Content-Type: multipart/mixed; boundary="${'b1'.repeat(45)}"\r\n\r\n${PARTS.replaceAll('b1', 'b1'.repeat(45))}`,
    SAID,
  ],
  'a multipart that no header announces': [`${HEAD}\r\n${PARTS}`, SAID],
  'the only text sent as an attachment': [
    `${HEAD}Content-Type: text/plain\r\nContent-Disposition: attachment; filename=m.txt\r\n\r\n${SAID}`,
    SAID,
  ],
  'no line between header and body': [`${HEAD}${SAID}`, SAID],
  'a first line of blanks': [`  \r\n${HEAD}\r\n${SAID}`, SAID],
  'line ends of CR CR LF': [`${HEAD}\r\n${SAID}\r\n`.replaceAll('\r\n', '\r\r\n'), SAID],
  'line ends of LF CR': [`${HEAD}\r\n${SAID}\r\n`.replaceAll('\r\n', '\n\r'), SAID],
  'nothing but a pasted picture': [
    `${HEAD}Content-Type: text/html\r\n\r\n${PICTURE}`,
    '',
    ['attachment-1.png'],
  ],
  'a reaction of Gmail': [HEAD + REACTION, '👍\n\nCarla reacted via Gmail (https://gmail.example)'],
  'a reaction of Outlook': [
    `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<div>Carla reacted to your message:</div><img alt="👍" src="cid:a">`,
    'Carla reacted to your message:\n👍',
  ],
  'a text that was signed by PGP': [
    `${HEAD}\r\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${SAID}\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n`,
    SAID,
  ],
  'words inside of a marked signature': [
    `${HEAD}Content-Type: text/html\r\n\r\n<div class="gmail_signature">It is the second floor, thank you.</div>`,
    'It is the second floor, thank you.',
  ],
};

describe('receiveMail, of mail that programs wrote carelessly', () => {
  it.each(Object.entries(KINDS))('delivers %s (S23)', async (_, [raw, text, files = []]) => {
    expect(await outcomeOf(raw)).toEqual(['delivered', text, files]);
  });

  it('cuts no emoji in half at the end of a long subject (S11)', async () => {
    const world = makeWorld();
    const subject = Buffer.from(`x${'👍'.repeat(300)}`).toString('latin1');
    const record = await receiveMail(arrive(world, { To: TO, Subject: subject }), fakePorts(world));
    expect([record?.subject.length, record?.subject.isWellFormed()]).toEqual([300, true]);
  });
});
