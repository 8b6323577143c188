import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../functions/conversations/conversation.ts';
import { planFiles } from '../../../functions/steps/sending/plan-files.ts';
import { secretKey } from '../../support/secret-key.ts';
import { fromAgent } from './fake-notification-ports.ts';

const keys = { current: 'k', keys: { k: secretKey(1) } };
const MB = 1_000_000;

const file = (attachmentId: string, size: number) => ({
  attachmentId,
  filename: `${attachmentId}.pdf`,
  contentType: 'application/pdf',
  size,
  inline: false,
});

/** The state of each file, by its name; `stored` has the sizes of the stored objects. */
async function plan(
  messages: ChatMessage[],
  inlineBytes: number,
  stored: Record<string, number> = {},
) {
  const { shown, files } = await planFiles(messages, inlineBytes, keys, {
    apiUrl: 'https://api.example',
    attachments: {
      read: async (id) => (id in stored ? Buffer.alloc(stored[id] ?? 0) : undefined),
    },
  });
  const states = [...shown.values()].flat().map(({ filename, state }) => [filename, state]);
  return { shown, files, states: Object.fromEntries(states) };
}

describe('planFiles', () => {
  it('attaches files up to the last octet of the room, and links the rest (R23, S14)', async () => {
    const messages = [
      fromAgent({ messageId: '1000-01', attachments: [file('one', 60), file('two', 41)] }),
      fromAgent({ messageId: '1000-02', attachments: [file('three', 40)] }),
    ];
    const { states, files } = await plan(messages, 100, { one: 60, two: 41, three: 40 });
    expect(states).toEqual({ 'one.pdf': 'attached', 'two.pdf': 'linked', 'three.pdf': 'attached' });
    expect(files.map(({ filename, content }) => [filename, content.length])).toEqual([
      ['one.pdf', 60],
      ['three.pdf', 40],
    ]);
  });

  it('shows each file with its own message, and gives only linked files a URL (S14)', async () => {
    const messages = [
      fromAgent({ messageId: '1000-01', attachments: [file('small', 10)] }),
      fromAgent({ messageId: '1000-02', attachments: [file('large', 900)] }),
    ];
    const { shown } = await plan(messages, 100, { small: 10, large: 900 });
    expect(shown.get('1000-01')).toEqual([{ filename: 'small.pdf', size: 10, state: 'attached' }]);
    expect(shown.get('1000-02')).toMatchObject([
      { state: 'linked', url: expect.stringMatching(/^https:\/\/api\.example\/.*large/) },
    ]);
  });

  it('goes by the octets, not by the size that the upload stated (S14)', async () => {
    const messages = [fromAgent({ attachments: [file('lies', 10), file('honest', 90)] })];
    const { states } = await plan(messages, 100, { lies: 101, honest: 90 });
    expect(states).toEqual({ 'lies.pdf': 'linked', 'honest.pdf': 'attached' });
  });

  it('attaches a file of exactly the room, and none of one octet more (S14)', async () => {
    const messages = [fromAgent({ attachments: [file('fits', 100)] })];
    expect((await plan(messages, 100, { fits: 100 })).states).toEqual({ 'fits.pdf': 'attached' });
    expect((await plan(messages, 99, { fits: 100 })).states).toEqual({ 'fits.pdf': 'linked' });
  });

  it.each(['setup.exe', 'Macro.VBS', 'shop.url', 'odd.js. ', 'archive.tar.mdb'])(
    'links %s, because SES refuses a mail with such a file (R23, S14)',
    async (filename) => {
      const attachments = [{ ...file('one', 10), filename }, file('two', 10)];
      const { shown, files } = await plan([fromAgent({ attachments })], 100, { one: 10, two: 10 });
      expect(files.map((each) => each.filename)).toEqual(['two.pdf']);
      expect([...shown.values()].flat()).toMatchObject([
        { state: 'linked', url: expect.stringMatching('one') },
        { state: 'attached' },
      ]);
    },
  );

  it.each(['exe', 'report.exe.pdf', 'script.jsx', 'empty'])('attaches %s', async (filename) => {
    const { files } = await plan(
      [fromAgent({ attachments: [{ ...file('one', 0), filename }] })],
      9,
      {
        one: 0,
      },
    );
    expect(files).toHaveLength(1);
  });

  it('says that a file is gone (S14)', async () => {
    const { states, files } = await plan([fromAgent({ attachments: [file('gone', 10)] })], 100);
    expect([states, files]).toEqual([{ 'gone.pdf': 'unavailable' }, []]);
  });

  it.each([1, 0])(
    'attaches 50 files, because SES limits the parts, and links the others (S14): %i octets each',
    async (octets) => {
      const attachments = Array.from({ length: 52 }, (_, n) => file(`f${n}`, octets));
      const ids = attachments.map(({ attachmentId }) => attachmentId);
      const stored = Object.fromEntries(ids.map((id) => [id, octets]));
      const { files, states } = await plan([fromAgent({ attachments })], 1_000, stored);
      expect(files).toHaveLength(50);
      expect(Object.values(states).slice(-3)).toEqual(['attached', 'linked', 'linked']);
    },
  );

  it.each([
    ['nothing', 0, 7.1 * MB, 7.2 * MB],
    ['100,000 characters', 100_000, 5.6 * MB, 5.8 * MB],
    ['as much text as a mail shows', 300_000, 2.7 * MB, 2.8 * MB],
    ['more text than a mail shows', 900_000, 2.7 * MB, 2.8 * MB],
  ])(
    'keeps room below 10 MB for %s beside the files, whatever the setting allows (S14)',
    async (_, characters, attached, linked) => {
      const one = (size: number) => [
        fromAgent({ text: 'x'.repeat(characters), attachments: [file('f', size)] }),
      ];
      const setting = 20 * MB;
      expect((await plan(one(attached), setting, { f: attached })).states).toEqual({
        'f.pdf': 'attached',
      });
      expect((await plan(one(linked), setting, { f: linked })).states).toEqual({
        'f.pdf': 'linked',
      });
    },
  );
});
