import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { sendNotification } from '../../../functions/steps/notifying/send-notification.ts';
import { delimiterFor } from '../../../functions/texts/delimiters.ts';
import { message } from '../../conversations/recipient-scene.ts';
import { fakeWorld, fromAgent } from './fake-notification-ports.ts';

/** The mail of a window, as its recipient's program reads it. */
async function composed(given: Parameters<typeof fakeWorld>[0]) {
  const world = fakeWorld(given);
  await sendNotification({ window: world.window, attempt: 0 }, world.ports);
  const mail = await PostalMime.parse(Buffer.from(world.mails[0]?.raw ?? '', 'latin1'));
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  return { text: mail.text ?? '', from: mail.from?.name, header };
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

  it('names its one author in From where the team wants it, several none (R24)', async () => {
    const settings = { 'sender-form': 'author' };
    const one = await composed({ settings, messages: [fromAgent()] });
    expect(one.from).toMatch(/^Anna · /);
    const messages = [fromAgent({ messageId: '1000-01' }), fromBot({ messageId: '1000-02' })];
    expect((await composed({ settings, messages })).from).toMatch(/^Support \|/);
  });

  it('has the delimiter on top, unless the team switched it off (R19)', async () => {
    const line = delimiterFor('en');
    expect((await composed({})).text).toContain(line);
    expect((await composed({ settings: { delimiter: 'off' } })).text).not.toContain(line);
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

  it('tells times in the zone of the setting where that of the reader is not known', async () => {
    const earlier = [fromBot({ messageId: '1000-00', createdAt: '2026-11-22T09:30:00.000Z' })];
    const messages = [fromAgent()];
    expect((await composed({ earlier, messages })).text).toContain('9:30');
    const settings = { 'time-zone': 'Asia/Tokyo' };
    expect((await composed({ earlier, messages, settings })).text).toMatch(/18:30|6:30\sPM/);
  });

  it('leads into the chat by the address that the team gives, by https alone', async () => {
    const chatUrl = 'https://chat.example/c/{conversation}';
    expect((await composed({ teamTexts: { chatUrl } })).text).toContain(
      'https://chat.example/c/1000',
    );
    for (const bad of ['http://chat.example/{conversation}', 'javascript:alert(1)', 7]) {
      expect((await composed({ teamTexts: { chatUrl: bad } })).text).not.toMatch(
        /chat\.example|javascript/,
      );
    }
  });

  it('says that files were held back, also where nothing else was said (S14)', async () => {
    const messages = [fromAgent({ text: '', flags: ['attachments-held'] })];
    expect((await composed({ messages })).text).toContain('(Attachments were held back');
    expect((await composed({ messages: [fromAgent()] })).text).not.toContain('held back');
  });

  it('says what was cut off a long message (S14)', async () => {
    const long = fromAgent({ text: `${'word '.repeat(200_000)}END` });
    const { text } = await composed({ messages: [long] });
    expect(text).not.toContain('END');
    expect(text.length).toBeLessThan(600_000);
  });
});
