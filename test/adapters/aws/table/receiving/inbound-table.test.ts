import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import type { MailRecord } from '../../../../../functions/steps/receiving/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { recordedMail } from '../../../../support/recorded-mail.ts';

const NOW = Date.parse('2026-11-03T10:00:00.000Z');

const { aws, table } = await awsOfFile();
const inbound = createInboundTable(table);
const documents = () => DynamoDBDocumentClient.from(aws.dynamodb);

let mails = 0;
function makeRecord(): MailRecord {
  mails += 1;
  return recordedMail(`inbound-${mails}`);
}

describe('createInboundTable', () => {
  it('keeps the first outcome of a mail, whatever a second try decides (S11)', async () => {
    const record = makeRecord();
    const first: MailRecord = { ...record, outcome: 'ignored', reason: 'empty' };
    await inbound.record(first);
    const kept = await inbound.record({ ...record, outcome: 'held', reason: 'spam' });
    expect(kept).toEqual(first);
  });

  it('counts a mail with a wrong code once, however often it is handled (S2)', async () => {
    for (const mailId of ['a', 'b', 'b']) await inbound.noteWrongCode('77', mailId, NOW);
    expect(await inbound.wrongCodes('77', NOW)).toBe(2);
    expect(await inbound.wrongCodes('77', NOW + 3_600_000)).toBe(0);
  });

  it('expires a record by TTL, counted from the receipt of the mail', async () => {
    const table = openTable({ ...aws, mailRecordDays: 90 }, aws.dynamodb);
    const record = makeRecord();
    await createInboundTable(table).record(record);
    const Key = keys.mail(record.mailId);
    const { Item } = await documents().send(new GetCommand({ TableName: table.name, Key }));
    expect(Item?.expiresAt).toBe(NOW / 1000 + 90 * 86_400);
    expect(await inbound.find(record.mailId)).toEqual(record);
  });

  it('lists the mails of one outcome, newest first', async () => {
    for (const [index, reason] of (['spam', 'virus'] as const).entries()) {
      const record = makeRecord();
      const receivedAt = new Date(NOW + index * 1000).toISOString();
      await inbound.record({ ...record, receivedAt, outcome: 'held', reason });
    }
    const { items } = await inbound.list({ filter: { outcome: 'held' }, limit: 2 });
    expect(items.map(({ reason }) => reason)).toEqual(['virus', 'spam']);
  });

  it.each([
    [{ outcome: 'held', reason: 'spam' }, 1],
    [{ outcome: 'delivered', reason: 'spam' }, 0],
  ] as const)('lists mails that meet each of %o (docs/openapi.json)', async (filter, count) => {
    await inbound.record({ ...makeRecord(), outcome: 'held', reason: 'spam' });
    expect((await inbound.list({ filter, limit: 1 })).items).toHaveLength(count);
  });
});
