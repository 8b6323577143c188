import { beforeEach, describe, expect, it } from 'vitest';
import { shownBytes } from '../../../../functions/conversations/fit-into-answer.ts';
import { formatTag } from '../../../../functions/conversations/signals/tag.ts';
import type { Verdicts } from '../../../../functions/mail/message.ts';
import type { MailRecord } from '../../../../functions/steps/receiving/ports.ts';
import { readContents } from '../../../../functions/steps/receiving/reading/read-contents.ts';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import {
  previewReplay,
  replayMail,
} from '../../../../functions/steps/receiving/release/replay-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  makeWorld,
  replyAddress,
  type World,
} from '../../../support/fake-receive-ports.ts';

const TO = replyAddress('user', 'carla');
const PASS: Verdicts = { dmarc: 'PASS', virus: 'PASS' };

let world: World;
beforeEach(() => {
  world = makeWorld();
});
async function receive(headers: Record<string, string>, body?: string, verdicts = PASS) {
  const record = await receiveMail(arrive(world, headers, body, { verdicts }), fakePorts(world));
  return record?.mailId ?? '';
}
const preview = (mailId: string) => previewReplay(mailId, fakePorts(world));
const replay = (mailId: string) => replayMail(mailId, fakePorts(world));

describe('an ignored mail, once the settings have changed', () => {
  let mailId: string;
  beforeEach(async () => {
    mailId = await receive({ From: 'new@client.example' });
    expect(world.records.get(mailId)).toMatchObject({ reason: 'no-conversation' });
    world.settings['convert-all-emails'] = 'on';
  });

  it('has a preview of its new outcome, which changes nothing', async () => {
    const before = structuredClone({ ...world, files: undefined });
    expect(await preview(mailId)).toEqual({
      before: { outcome: 'ignored', reason: 'no-conversation' },
      after: {
        outcome: 'delivered',
        reason: 'new-conversation',
        text: 'Thank you, that helped.',
      },
    });
    expect({ ...world, files: undefined }).toEqual(before);
  });

  it('gets that outcome, once', async () => {
    expect(await replay(mailId)).toBe('replayed');
    expect(world.records.get(mailId)).toMatchObject({
      outcome: 'delivered',
      reason: 'new-conversation',
    });
    expect(await replay(mailId)).toBe('already-delivered');
    expect(world.messages).toHaveLength(1);
  });
});

describe('a polled mail that is replayed', () => {
  it('is received by the same mailbox again', async () => {
    const door = { via: 'mailbox', mailbox: 'box', verdicts: undefined } as const;
    const arrival = arrive(world, { From: 'new@client.example' }, 'Hi', door);
    await receiveMail(arrival, fakePorts(world));
    world.settings['convert-all-emails'] = 'on';
    expect(await replay(arrival.mailId)).toBe('replayed');
    expect(world.records.get(arrival.mailId)).toMatchObject({
      reason: 'new-conversation',
      via: 'mailbox',
      mailbox: 'box',
    });
  });
});

describe('a preview', () => {
  it('names the conversation that the mail answers, and the delivered text', async () => {
    const mailId = await receive({ To: TO });
    const view = { outcome: 'delivered', reason: 'reply', conversationId: '2457' };
    const text = 'Thank you, that helped.';
    expect(await preview(mailId)).toEqual({ before: { ...view, text }, after: { ...view, text } });
  });

  it('names the conversation of a mail that would be held', async () => {
    const mailId = await receive({ To: TO });
    const [user] = world.users;
    if (user) user.email = 'other@kunde.example';
    const tag = `"x | ${formatTag(KEYS, { prefix: 'LC', digits: 6 }, '2457')}" <support@piping.example>`;
    const held = await receive({ To: tag }, 'Again');
    for (const id of [held])
      expect((await preview(id))?.after).toEqual({
        outcome: 'held',
        reason: 'not-a-participant',
        conversationId: '2457',
      });
    expect((await preview(mailId))?.after).toMatchObject({ outcome: 'delivered' });
  });

  it('says that a mail is empty, or cannot be read', async () => {
    const empty = await receive({ To: TO }, ' ');
    expect((await preview(empty))?.after).toEqual({ outcome: 'ignored', reason: 'empty' });
    world.raws.set(empty, 'noise\r\n');
    expect((await preview(empty))?.after).toEqual({ outcome: 'rejected', reason: 'unreadable' });
  });

  it('counts no wrong codes and no openings (S2, S7)', async () => {
    world.settings['convert-all-emails'] = 'on';
    const wrong = { From: 'm@evil.example', To: '"LC2457-000000" <support@piping.example>' };
    const mailId = await receive(wrong, 'Hi', { virus: 'PASS' });
    const counts = [world.wrongCodes.get('2457')?.size, world.openings];
    await preview(mailId);
    expect([world.wrongCodes.get('2457')?.size, world.openings]).toEqual(counts);
  });
});

describe('a mail without octets', () => {
  it('is unknown, with or without a record', async () => {
    expect(await preview('none')).toBeUndefined();
    expect(await replay('none')).toBe('unknown');
    const mailId = await receive({ From: 'new@client.example' });
    world.raws.delete(mailId);
    expect(await preview(mailId)).toBeUndefined();
    expect(await replay(mailId)).toBe('unknown');
  });
});

describe('a mail whose text alone would fill an answer of Lambda (6 MB, escaped twice)', () => {
  const QUOTES = '"'.repeat(1_900_000);

  it('has its text cut', async () => {
    const mailId = await receive({ From: 'new@client.example' }, QUOTES);
    const record = world.records.get(mailId) as MailRecord;
    const contents = await readContents(record, fakePorts(world));
    expect(contents?.text).toBe(QUOTES.slice(0, 400_000));
  });

  it('has both sides of its preview cut', async () => {
    const mailId = await receive({ To: TO, From: 'carla@kunde.example' }, QUOTES);
    expect(shownBytes((await preview(mailId)) ?? {})).toBeLessThan(6_000_000);
  });
});
