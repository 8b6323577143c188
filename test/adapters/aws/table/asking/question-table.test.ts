import { describe, expect, it } from 'vitest';
import { createQuestionTable } from '../../../../../functions/adapters/aws/table/asking/question-table.ts';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { update } from '../../../../../functions/adapters/aws/table/write.ts';
import type { Lease } from '../../../../../functions/steps/ports.ts';
import { ATTEMPT_MS } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { connectAws } from '../../../../support/start-aws.ts';

const NOW = Date.parse('2026-11-26T10:00:00.000Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const { aws, table } = await awsOfFile();
const questions = createQuestionTable(table);

const kindOf = async (mailId: string, agentId: string, now = NOW) =>
  (await questions.claim({ mailId, agentId }, now)).kind;
/** Claims the question; the lease proves it. */
async function claimed(mailId: string, agentId: string, now = NOW): Promise<Lease> {
  const claim = await questions.claim({ mailId, agentId }, now);
  if (claim.kind !== 'claimed') throw new Error(`the question is ${claim.kind}`);
  return claim.lease;
}
const sentTo = (agentId: string, mailId = '1') => ({
  sesMessageId: `ses-${agentId}`,
  recipient: `${agentId}@shop.example`,
  question: { mailId, agentId },
});
const LEASE_ENDS_MS = ATTEMPT_MS.lease + ATTEMPT_MS.skew;

describe('the question whether a held mail is theirs (S22)', () => {
  it('is asked once an hour per agent, however many mails are held', async () => {
    const mailIds = ['1', '2', '3'];
    const claims = await Promise.all(mailIds.map((mailId) => kindOf(mailId, 'anna')));
    expect([...claims].sort()).toEqual(['claimed', 'used-up', 'used-up']);
    await questions.asked(sentTo('anna', mailIds[claims.indexOf('claimed')]));
    expect(await kindOf('4', 'anna', NOW + HOUR_MS - 1)).toBe('used-up');
    expect(await kindOf('5', 'anna', NOW + HOUR_MS)).toBe('claimed');
    expect(await kindOf('6', 'bob')).toBe('claimed');
  });

  it('can be claimed again after a killed function (S15)', async () => {
    await claimed('1', 'dora');
    expect(await kindOf('1', 'dora', NOW + LEASE_ENDS_MS - 1)).toBe('in-hand');
    expect(await kindOf('1', 'dora', NOW + LEASE_ENDS_MS)).toBe('claimed');
    await questions.asked(sentTo('dora'));
    expect(await kindOf('1', 'dora', NOW + 5 * MINUTE_MS)).toBe('used-up');
  });

  it('is asked once about a mail, though its order comes again days later (S15)', async () => {
    await claimed('1', 'hugo');
    await questions.asked(sentTo('hugo'));
    expect(await kindOf('1', 'hugo', NOW + 13 * 24 * HOUR_MS)).toBe('used-up');
    expect(await kindOf('2', 'hugo', NOW + 13 * 24 * HOUR_MS)).toBe('claimed');
  });

  it('is no longer that of a frozen function once another one has its lease (S15)', async () => {
    const question = { mailId: '1', agentId: 'fred' };
    const frozen = await claimed('1', 'fred');
    expect(await questions.renew(question, frozen, NOW + 1)).toBe(true);
    expect(await kindOf('1', 'fred', NOW + LEASE_ENDS_MS)).toBe('in-hand');
    const next = await claimed('1', 'fred', NOW + 1 + LEASE_ENDS_MS);
    expect(await questions.renew(question, frozen, NOW)).toBe(false);
    await questions.giveBack(question, frozen);
    expect(await questions.renew(question, next, NOW)).toBe(true);
    await questions.asked(sentTo('fred'));
    expect(await questions.renew(question, next, NOW)).toBe(false);
  });

  it('is noted as asked though the table fails for longer than the SDK tries (S15)', async () => {
    const { dynamodb } = connectAws(aws.endpoints);
    await claimed('1', 'emil');
    let faults = 4;
    dynamodb.middlewareStack.add(
      (next) => async (args) => {
        faults -= 1;
        if (faults < 0) return next(args);
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await createQuestionTable(openTable(aws, dynamodb)).asked(sentTo('emil'));
    expect(await kindOf('1', 'emil', NOW + 5 * MINUTE_MS)).toBe('used-up');
  });

  it('may be asked again once its own lease is given back', async () => {
    const lease = await claimed('1', 'carl');
    await questions.giveBack({ mailId: '2', agentId: 'carl' }, lease);
    expect(await kindOf('2', 'carl')).toBe('used-up');
    await questions.giveBack({ mailId: '1', agentId: 'carl' }, lease);
    expect(await kindOf('2', 'carl')).toBe('claimed');
  });

  it('is found by the SES id of its mail, which is no signal (S1, S16)', async () => {
    await claimed('1', 'gina');
    const mail = { ...sentTo('gina'), conversationId: '1000' };
    await questions.asked(mail);
    const sentMails = createSentMailTable(table);
    expect(await sentMails.find('ses-gina')).toEqual(mail);
    expect(await sentMails.placeOf('ses-gina')).toBeUndefined();
  });

  it('is found by it, too, if another mail has taken the question of the hour meanwhile (S16)', async () => {
    await claimed('1', 'ines');
    await claimed('2', 'ines', NOW + LEASE_ENDS_MS);
    await questions.asked(sentTo('ines'));
    expect(await createSentMailTable(table).find('ses-ines')).toEqual(sentTo('ines'));
    expect(await kindOf('2', 'ines', NOW + LEASE_ENDS_MS)).toBe('in-hand');
  });

  it('is found by its own code only', async () => {
    const question = { mailId: 'held-1', agentId: 'anna', yes: 'sì' };
    await questions.remember('code', question);
    expect(await questions.find('code')).toEqual(question);
    expect(await questions.find('edoc')).toBeUndefined();
  });

  it('is not found once it has expired, though it is still there', async () => {
    await questions.remember('old', { mailId: 'held-2', agentId: 'anna', yes: 'yes' });
    const expiresAt = Math.floor(Date.now() / 1000);
    await table.write(update(keyedItem, keys.question('old'), { set: { expiresAt } }));
    expect(await questions.find('old')).toBeUndefined();
  });
});
