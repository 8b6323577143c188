import { beforeEach, describe, expect, it } from 'vitest';
import type { MailRecord } from '../../../../functions/steps/receiving/ports.ts';
import { contentsOfMessage } from '../../../../functions/steps/receiving/reading/contents-of-message.ts';
import { readContents } from '../../../../functions/steps/receiving/reading/read-contents.ts';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  FAIL,
  fakePorts,
  makeWorld,
  replyAddress,
  type World,
} from '../../../support/fake-receive-ports.ts';

const WITH_PICTURE = [
  '--b',
  'Content-Type: text/html',
  '',
  '<p>See <img src="cid:p1"></p><script>alert(1)</script>',
  '--b',
  'Content-Type: image/png; name="p.png"',
  'Content-Disposition: inline; filename="p.png"',
  'Content-ID: <p1>',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--b--',
].join('\r\n');

let world: World;
beforeEach(() => {
  world = makeWorld();
});
/** The contents of a mail that is set aside. */
async function contentsOf(headers: Record<string, string>, body: string) {
  const record = await receiveMail(
    arrive(world, headers, body, { verdicts: FAIL }),
    fakePorts(world),
  );
  if (!record || record.outcome === 'delivered') throw new Error('the mail was not set aside');
  return readContents(record, fakePorts(world));
}

describe('readContents', () => {
  it('gives the text of a plain mail, and nothing else', async () => {
    expect(await contentsOf({}, 'Hello.')).toEqual({ text: 'Hello.', attachments: [] });
  });

  it('gives what was quoted apart from what the person wrote (S12)', async () => {
    const body = 'Mine.\r\n\r\nOn Tue, 3 Nov 2026 at 10:01, Anna wrote:\r\n> Yours.';
    const contents = await contentsOf({}, body);
    expect(contents?.text).toBe('Mine.');
    expect(contents?.elided).toContain('> Yours.');
  });

  it('gives HTML sanitised, and the files that it shows (S13, S14)', async () => {
    const contents = await contentsOf(
      { 'Content-Type': 'multipart/related; boundary=b' },
      WITH_PICTURE,
    );
    expect(contents?.html).toContain('cid:p1');
    expect(contents?.html).not.toContain('alert');
    expect(contents?.attachments).toEqual([
      { filename: 'p.png', contentType: 'image/png', size: 8, inline: true, contentId: 'p1' },
    ]);
  });

  it('gives nothing once the octets are gone (S19)', async () => {
    const arrival = arrive(world, {}, 'Hello.', { verdicts: FAIL });
    const record = await receiveMail(arrival, fakePorts(world));
    world.raws.clear();
    expect(record && (await readContents(record, fakePorts(world)))).toBeUndefined();
  });

  it('takes what we mailed in the mail’s conversation as history, unless its user is erased (S12, S19)', async () => {
    const ours = 'The parcel has left the house this morning, it will be with you tomorrow.';
    const arrival = arrive(world, {}, `Fine.\r\n\r\n${ours}`, { verdicts: FAIL });
    const record = await receiveMail(arrival, fakePorts(world));
    const ports = fakePorts(world);
    ports.sentMails.recentTexts = async (id) => (id === '2457' ? [ours] : []);
    const textIn = async (conversationId?: string) => {
      const named = { ...record, ...(conversationId && { conversationId }) } as MailRecord;
      return (await readContents(named, ports))?.text;
    };
    expect(await textIn('2457')).toBe('Fine.');
    expect(await textIn()).toContain(ours);
    world.users = [];
    expect(await textIn('2457')).toContain(ours);
  });
});

describe('contentsOfMessage', () => {
  const TO = replyAddress('user', 'carla');
  const deliver = async (headers: Record<string, string>, body: string) => {
    const record = await receiveMail(arrive(world, { To: TO, ...headers }, body), fakePorts(world));
    if (record?.outcome !== 'delivered') throw new Error('the mail was not delivered');
    return record;
  };

  it('gives the message that the mail became, with ids of its files (S14)', async () => {
    const headers = { 'Content-Type': 'multipart/related; boundary=b' };
    const contents = await contentsOfMessage(
      await deliver(headers, WITH_PICTURE),
      fakePorts(world).conversations,
    );
    expect(contents?.html).toContain('cid:p1');
    expect(contents?.attachments).toEqual(world.messages[0]?.attachments);
    expect(contents).not.toHaveProperty('elided');
  });

  it('gives what was quoted, and no HTML if there is none (S12)', async () => {
    const body = 'Mine.\r\n\r\nOn Tue, 3 Nov 2026 at 10:01, Anna wrote:\r\n> Yours.';
    const contents = await contentsOfMessage(
      await deliver({}, body),
      fakePorts(world).conversations,
    );
    expect(contents).toMatchObject({ text: 'Mine.', elided: expect.stringContaining('Yours.') });
    expect(contents).not.toHaveProperty('html');
  });

  it('gives nothing once the message is gone, or of a mail that became none (S19)', async () => {
    const record = await deliver({}, 'Hello.');
    const held = { ...record, outcome: 'held', reason: 'spam' } as const;
    expect(await contentsOfMessage(held, fakePorts(world).conversations)).toBeUndefined();
    world.messages = [];
    expect(await contentsOfMessage(record, fakePorts(world).conversations)).toBeUndefined();
  });
});
