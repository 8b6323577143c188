import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { recipientMark, verifyToken } from '../../../functions/conversations/signals/token.ts';
import { sendNotification } from '../../../functions/steps/sending/send-notification.ts';
import { delimiterFor } from '../../../functions/texts/delimiters.ts';
import { mergeTexts } from '../../../functions/texts/merge-texts.ts';
import { agent, carla, message } from '../../conversations/recipients/recipient-scene.ts';
import { secretKey } from '../../support/secret-key.ts';
import { fakeWorld, fromAgent, NOW } from './fake-notification-ports.ts';

/** The mail of a window, as the recipient's program parses it. */
async function composed(given: Parameters<typeof fakeWorld>[0]) {
  const world = fakeWorld(given);
  await sendNotification({ window: world.window, attempt: 0 }, world.ports);
  const mail = await PostalMime.parse(Buffer.from(world.mails[0]?.raw ?? '', 'latin1'));
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  return { text: mail.text ?? '', html: mail.html ?? '', from: mail.from?.name, mail, header };
}

const { texts: en } = mergeTexts('en', undefined);
const TEST_KEYS = { current: 'k', keys: { k: secretKey(1) } };
const replyTo = (mail: Email) => mail.replyTo?.[0]?.address ?? '';

/** The mail that Anna gets when the user has written. */
async function toStaff(given: Parameters<typeof fakeWorld>[0] = {}) {
  const world = fakeWorld({ messages: [message()], ...given });
  const window = { ...world.window, participant: { kind: 'agent', id: 'anna' } as const };
  world.ports.people.findStaff = async () => agent('anna');
  world.ports.windows.claim = async () => ({
    kind: 'claimed',
    window,
    lease: { id: 'lease', until: NOW + 12_000 },
  });
  await sendNotification({ window, attempt: 0 }, world.ports);
  const mail = await PostalMime.parse(Buffer.from(world.mails[0]?.raw ?? '', 'latin1'));
  return { text: mail.text ?? '', mail };
}

const fromBot = (fields = {}) => message({ author: { kind: 'bot' }, ...fields });

describe('a composed mail', () => {
  it('is marked automatic unless an agent wrote in it (S5)', async () => {
    const automatic = async (messages: ReturnType<typeof message>[]) =>
      (await composed({ messages })).header('auto-submitted');
    expect(await automatic([fromBot()])).toBe('auto-generated');
    expect(await automatic([fromAgent()])).toBeUndefined();
    const both = [fromBot({ messageId: '1000-01' }), fromAgent({ messageId: '1000-02' })];
    expect(await automatic(both)).toBeUndefined();
  });

  it('names the only author in From if `sender-form` is `author`, and none of several (R24)', async () => {
    const settings = { 'sender-form': 'author' };
    const one = await composed({ settings, messages: [fromAgent()] });
    expect(one.from).toMatch(/^Anna · /);
    const messages = [fromAgent({ messageId: '1000-01' }), fromBot({ messageId: '1000-02' })];
    expect((await composed({ settings, messages })).from).toMatch(/^Support \|/);
  });

  it('begins with the delimiter, unless the team has switched it off (R19)', async () => {
    const line = delimiterFor('en');
    expect((await composed({})).text).toContain(line);
    expect((await composed({ settings: { delimiter: 'off' } })).text).not.toContain(line);
  });

  it('leaves out control characters but for line breaks, which a backend may have posted (RFC 5322 §3.5)', async () => {
    const news = fromAgent({ text: 'a\u0000b\u0008c\n\td\u000be\u2028f' });
    const { text, html } = await composed({ messages: [news] });
    expect(text).toContain('abc\n');
    expect(text).toMatch(/d\ne\nf\b/);
    expect(text + html).not.toMatch(/[\p{Cc}--[\t\r\n]]/v);
  });

  it('shows an address in its own direction, so that it reads as no other (S13)', async () => {
    const address = 'https://thief.example/moc.pohs//:sptth';
    for (const override of ['\u202d', '\u202e']) {
      const said = fromBot({ messageId: '1000-00', text: `before ${override}` });
      const news = fromAgent({ text: `${override}[${override}here](${address}) ${override}` });
      const { text, html } = await composed({ earlier: [said], messages: [news] });
      expect(text).toContain(`here (${address})`);
      expect(text + html).not.toContain(override);
    }
  });

  it('shows what was said before, newest first, no notice and nothing twice (S18)', async () => {
    const said = (n: number, fields = {}) =>
      fromBot({ messageId: `1000-0${n}`, text: `earlier ${n}`, ...fields });
    const notice = said(3, { author: { kind: 'system' }, flags: ['bounced'] });
    const { text } = await composed({
      earlier: [said(1), said(2), notice, said(4)],
      messages: [fromAgent({ messageId: '1000-05', text: 'the news' })],
      settings: { 'history-messages': '2' },
    });
    expect(text.match(/earlier \d|the news/g)).toEqual(['the news', 'earlier 4', 'earlier 2']);
  });

  it('shows times in the zone of `time-zone` if the reader’s is not known', async () => {
    const earlier = [fromBot({ messageId: '1000-00', createdAt: '2026-11-22T09:30:00.000Z' })];
    const messages = [fromAgent()];
    expect((await composed({ earlier, messages })).text).toContain('9:30');
    const settings = { 'time-zone': 'Asia/Tokyo' };
    expect((await composed({ earlier, messages, settings })).text).toMatch(/18:30|6:30\sPM/);
  });

  it('links to the chat by the team’s `chatUrl`, if that is https', async () => {
    const chatUrl = 'https://chat.example/c/{conversation}';
    expect((await composed({ teamTexts: { chatUrl } })).text).toContain(
      'https://chat.example/c/1000',
    );
    for (const bad of [
      'http://chat.example/{conversation}',
      'javascript:alert(1)',
      'javascript:alert(1)//https://chat.example/',
      'https://chat.example/ {conversation}',
      ['https://chat.example/'],
      7,
    ]) {
      expect((await composed({ teamTexts: { chatUrl: bad } })).text).not.toMatch(
        /chat\.example|javascript/,
      );
    }
  });

  it('says that files were held back, also in a message without text (S14)', async () => {
    const messages = [fromAgent({ text: '', flags: ['attachments-held'] })];
    expect((await composed({ messages })).text).toContain('(Attachments were held back');
    expect((await composed({ messages: [fromAgent()] })).text).not.toContain('held back');
  });

  it('says that a long message was cut (S14)', async () => {
    const long = fromAgent({ text: `${'word '.repeat(200_000)}END` });
    const { text } = await composed({ messages: [long] });
    expect(text).not.toContain('END');
    expect(text.length).toBeLessThan(600_000);
  });

  it('shows no message later than the newest one of the mail (S8)', async () => {
    const later = [fromBot({ messageId: '1000-03', text: 'said too late' })];
    const messages = [fromAgent(), fromAgent({ messageId: '1000-02', text: 'the last' })];
    const { text } = await composed({ messages, later });
    expect(text).toContain('the last');
    expect(text).not.toContain('said too late');
  });

  it('marks guests and unproven authors, and nobody else (S3)', async () => {
    const marks = async (fields: Parameters<typeof message>[0]) =>
      (await composed({ messages: [fromAgent(fields)] })).text.match(/^\(.*\)$/gm) ?? [];
    expect(await marks({})).toEqual([]);
    expect(await marks({ flags: ['unverified'] })).toEqual([`(${en.unverified})`]);
    const guest = { kind: 'guest', address: 'guest@else.example' } as const;
    expect(await marks({ author: guest })).toEqual([`(${en.isGuest})`]);
  });

  it('marks them among the earlier messages, too, but tells no user that their own mail proved nothing (S3)', async () => {
    const earlier = [
      message({ messageId: '1000-001', flags: ['unverified'] }),
      message({
        messageId: '1000-002',
        author: { kind: 'guest', address: 'g@else.example', name: 'Support' },
        flags: ['guest'],
      }),
    ];
    const staff = await toStaff({ earlier });
    const user = await composed({ earlier });
    expect(staff.text).toContain(en.unverified);
    expect(staff.text).toContain(en.isGuest);
    expect(user.text).not.toContain(en.unverified);
    expect(user.text).toContain(en.isGuest);
    expect(user.html).toContain(en.isGuest);
  });

  it('says that a message was cut, here or before it was stored, and only then (S14)', async () => {
    const isSaid = async (fields = {}) =>
      (await composed({ messages: [fromAgent(fields)] })).text.includes(en.cut);
    expect(await isSaid()).toBe(false);
    expect(await isSaid({ flags: ['text-cut'] })).toBe(true);
    expect(await isSaid({ text: 'x'.repeat(300_000) })).toBe(false);
    expect(await isSaid({ text: 'x'.repeat(300_001) })).toBe(true);
  });

  it('divides the room for text among the messages of one mail (S14)', async () => {
    const messages = ['1000-01', '1000-02', '1000-03'].map((messageId) =>
      fromAgent({ messageId, text: 'x'.repeat(150_000) }),
    );
    const { text } = await composed({ messages });
    expect(text.match(/x{9,}/g)?.map(({ length }) => length)).toEqual([100_000, 100_000, 100_000]);
  });

  it('renders Markdown of messages typed into the chat, and of no mail', async () => {
    const html = async (channel: 'chat' | 'email') =>
      (await composed({ messages: [fromAgent({ text: 'it is **now**', channel })] })).html;
    expect(await html('chat')).toContain('<strong>now</strong>');
    expect(await html('email')).toContain('**now**');
  });

  it('explains to staff and user what their answer will do', async () => {
    expect((await composed({})).text).toContain(en.footerCustomer);
    const staffMail = await toStaff();
    expect(staffMail.text).toContain(en.footerStaff);
    expect(staffMail.mail.to?.map(({ address }) => address)).toEqual(['anna@shop.example']);
  });

  it('embeds the team’s own logo, or links `logoUrl` if there is none', async () => {
    const teamTexts = { logoUrl: 'https://team.example/logo.png' };
    const inside = await composed({ teamTexts, logo: Buffer.from('a picture') });
    expect(inside.html).toContain('src="cid:');
    expect(inside.mail.attachments.map(({ filename }) => filename)).toEqual(['logo.png']);
    expect((await composed({ teamTexts })).html).toContain('src="https://team.example/logo.png"');
    expect((await composed({})).html).not.toContain('<img');
  });

  it('uses the language of `locale` if there are no texts in the reader’s (S18)', async () => {
    const world = fakeWorld({ settings: { locale: 'it' } });
    world.ports.people.findUser = async () => ({ ...carla, locale: 'ja' });
    await sendNotification({ window: world.window, attempt: 0 }, world.ports);
    expect(world.mails[0]?.raw).toContain('Content-Language: it');
  });

  it('has a Reply-To whose token names conversation and recipient (S2)', async () => {
    const { mail } = await composed({});
    const [, token = ''] = /^support\+([a-z2-7]+)@piping\.example$/.exec(replyTo(mail)) ?? [];
    expect(verifyToken(TEST_KEYS, 'address', token)).toEqual({
      conversationId: '1000',
      recipientMark: recipientMark({ kind: 'user', id: 'carla' }),
    });
  });

  it('has the plain address as Reply-To if tokens are off or do not fit (S2)', async () => {
    const off = await composed({ settings: { 'reply-tokens': 'off' } });
    expect(replyTo(off.mail)).toBe('support@piping.example');
    const long = (characters: number) => `${'a'.repeat(characters)}@piping.example`;
    const address = async (characters: number) =>
      replyTo((await composed({ settings: { 'sender-address': long(characters) } })).mail);
    // RFC 5321 §4.5.3.1.1: the local part has 64 octets, + and token take 37
    expect(await address(27)).toMatch(/^a{27}\+[a-z2-7]{36}@/);
    expect(await address(28)).toBe(long(28));
  });

  it('has a signed reference of conversation and recipient first in References (S1)', async () => {
    const { mail } = await composed({});
    const [, token = ''] = /^<([a-z2-7]+)@piping\.example>/.exec(mail.references ?? '') ?? [];
    expect(verifyToken(TEST_KEYS, 'reference', token)).toEqual({
      conversationId: '1000',
      recipientMark: recipientMark({ kind: 'user', id: 'carla' }),
    });
  });

  it('has the same Message-ID each time it is composed (S15)', async () => {
    const { mail } = await composed({});
    expect(mail.messageId).toBe('<1000-01.user@piping.example>');
  });

  it('has the conversation’s number as its subject if the conversation has none', async () => {
    expect((await composed({})).mail.subject).toBe('Conversation 1000');
  });

  it('attaches the files that fit (R23, S14)', async () => {
    const a1 = { filename: 'a.pdf', contentType: 'application/pdf', size: 3, inline: false };
    const messages = [fromAgent({ attachments: [{ ...a1, attachmentId: 'a1' }] })];
    const files = { a1: Buffer.from('pdf') };
    const { mail } = await composed({ messages, files });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['a.pdf']);
    const none = await composed({ messages, files, settings: { 'inline-attachment-bytes': '0' } });
    expect([none.mail.attachments, none.text.includes('?key=')]).toEqual([[], true]);
  });

  it('shows Markdown as typed and links every file if the mail would exceed 10 MB otherwise (S14)', async () => {
    const pdf = Buffer.alloc(5_840_000);
    const a1 = { filename: 'a.pdf', contentType: 'application/pdf', size: 3, inline: false };
    const text = '- ש\n* a\n'.repeat(937);
    const messages = Array.from({ length: 12 }, (_, n) =>
      fromAgent({
        messageId: `1000-${10 + n}`,
        text,
        attachments: n === 0 ? [{ ...a1, attachmentId: 'a1' }] : [],
      }),
    );
    const { html, mail } = await composed({ messages, files: { a1: pdf } });
    expect(html.match(/\* a/g)?.length).toBeGreaterThanOrEqual(12 * 937);
    expect([html.includes('<li>'), mail.attachments]).toEqual([false, []]);
  });
});
