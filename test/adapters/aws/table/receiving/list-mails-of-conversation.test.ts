import { encodeTime } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  mailItem,
  mailLinkItem,
} from '../../../../../functions/adapters/aws/table/items/mail-items.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { listMails } from '../../../../../functions/adapters/aws/table/receiving/list-mails.ts';
import type { MailRecord } from '../../../../../functions/steps/receiving/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { recordedMail } from '../../../../support/recorded-mail.ts';

const NOW = Date.parse('2026-11-03T10:00:00.000Z');
const ID = '77';

const { table: items } = await awsOfFile();

let minutes = 0;
/** A mail a minute after the previous one. */
function nextMail(more: Partial<MailRecord> = {}): MailRecord {
  minutes += 1;
  const receivedAt = new Date(NOW + minutes * 60_000).toISOString();
  const about = { receivedAt, conversationId: ID, outcome: 'ignored', reason: 'bulk' } as const;
  return recordedMail(`inbound-${String(minutes).padStart(3, '0')}`, {
    ...about,
    ...(more as object),
  });
}

const ulidAt = (time: number) => encodeTime(time).padEnd(26, '0');
const putMessage = (time: number, mailId?: string) =>
  items.putMany(mailLinkItem, [
    { key: keys.message(`${ID}-${ulidAt(time)}`), value: { mailId } as { mailId: string } },
  ]);

async function deliver(): Promise<string> {
  const messageId = `${ID}-message`;
  const mail = nextMail({ outcome: 'delivered', reason: 'reply', messageId } as object);
  await items.putMany(mailItem, [{ key: keys.mail(mail.mailId), value: mail }]);
  // stored a moment after its receipt
  await putMessage(Date.parse(mail.receivedAt) + 900, mail.mailId);
  return mail.mailId;
}

async function ignore(more: Partial<MailRecord> = {}): Promise<string> {
  const mail = nextMail(more);
  await items.putMany(mailItem, [{ key: keys.mail(mail.mailId), value: mail }]);
  const key = keys.mailOfConversation(ID, mail);
  await items.putMany(mailLinkItem, [{ key, value: { mailId: mail.mailId } }]);
  return mail.mailId;
}

/** Messages typed in the chat, which no mail made. */
async function chat(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    minutes += 1;
    await putMessage(NOW + minutes * 60_000);
  }
}

async function walk(limit: number, filter: object = {}): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listMails(items, {
      limit,
      cursor,
      filter: { conversationId: ID, ...filter },
    });
    pages.push(page.items.map(({ mailId }) => mailId));
    cursor = page.cursor;
  } while (cursor !== undefined && pages.length < 50);
  return pages;
}

describe('the mails of a conversation', () => {
  const newestFirst: string[] = [];
  beforeAll(async () => {
    const steps = [deliver, ignore, ignore, () => chat(3), deliver, deliver, ignore, deliver];
    for (const step of steps) {
      const mailId = await step();
      if (mailId) newestFirst.unshift(mailId);
    }
    // held at first, released a day later: sorted by its message
    const released = await ignore({ outcome: 'delivered', reason: 'released', messageId: 'x' });
    await putMessage(NOW + 86_400_000, released);
    newestFirst.unshift(released);
  });

  it.each([1, 2, 3, 7, 8, 50])(
    'are listed %i on a page, newest first, each once',
    async (limit) => {
      expect((await walk(limit)).flat()).toEqual(newestFirst);
    },
  );

  it('end with a page that is not empty', async () => {
    for (const page of await walk(4)) expect(page).not.toEqual([]);
  });

  it('are listed by a further condition, too', async () => {
    const ignored = newestFirst.filter((id) => ['002', '003', '009'].some((n) => id.endsWith(n)));
    expect((await walk(2, { outcome: 'ignored' })).flat()).toEqual(ignored);
  });

  it('are found behind more chat messages than one call reads, page by page', async () => {
    await chat(60);
    const [first, ...pages] = await walk(1);
    expect([first, ...pages].flat()).toEqual(newestFirst);
  });
});
