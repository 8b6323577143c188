import { describe, expect, it } from 'vitest';
import { createQuestionTable } from '../../../../../functions/adapters/aws/table/asking/question-table.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { connectAws } from '../../../../support/start-aws.ts';

const NOW = Date.parse('2026-11-26T10:00:00.000Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const { aws, table } = await awsOfFile();
const questions = createQuestionTable(table);

describe('the question whether a held mail is theirs (S22)', () => {
  it('is asked once an hour per agent, however many mails are held', async () => {
    const about = (mailId: string, nowMs = NOW) =>
      questions.claim({ mailId, agentId: 'anna' }, nowMs);
    const mailIds = ['1', '2', '3'];
    const claims = await Promise.all(mailIds.map((mailId) => about(mailId)));
    expect([...claims].sort()).toEqual(['claimed', 'used-up', 'used-up']);
    await questions.asked({ mailId: mailIds[claims.indexOf('claimed')] ?? '', agentId: 'anna' });
    expect(await about('4', NOW + HOUR_MS - 1)).toBe('used-up');
    expect(await about('5', NOW + HOUR_MS)).toBe('claimed');
    expect(await questions.claim({ mailId: '6', agentId: 'bob' }, NOW)).toBe('claimed');
  });

  it('can be claimed again after a killed function (S15)', async () => {
    const question = { mailId: '1', agentId: 'dora' };
    expect(await questions.claim(question, NOW)).toBe('claimed');
    expect(await questions.claim(question, NOW + 1)).toBe('in-hand');
    expect(await questions.claim(question, NOW + MINUTE_MS)).toBe('claimed');
    await questions.asked(question);
    expect(await questions.claim(question, NOW + 5 * MINUTE_MS)).toBe('used-up');
  });

  it('is noted as asked though the table fails for longer than the SDK tries (S15)', async () => {
    const { dynamodb } = connectAws(aws.endpoints);
    const question = { mailId: '1', agentId: 'emil' };
    expect(await questions.claim(question, NOW)).toBe('claimed');
    let faults = 4;
    dynamodb.middlewareStack.add(
      (next) => async (args) => {
        faults -= 1;
        if (faults < 0) return next(args);
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await createQuestionTable(openTable(aws, dynamodb)).asked(question);
    expect(await questions.claim(question, NOW + 5 * MINUTE_MS)).toBe('used-up');
  });

  it('may be asked again once its own claim is released', async () => {
    const question = { mailId: '1', agentId: 'carl' };
    expect(await questions.claim(question, NOW)).toBe('claimed');
    await questions.release({ mailId: '2', agentId: 'carl' });
    expect(await questions.claim({ mailId: '2', agentId: 'carl' }, NOW)).toBe('used-up');
    await questions.release(question);
    expect(await questions.claim({ mailId: '2', agentId: 'carl' }, NOW)).toBe('claimed');
  });

  it('is found by its own code only', async () => {
    const question = { mailId: 'held-1', agentId: 'anna' };
    await questions.remember('code', question);
    expect(await questions.find('code')).toEqual(question);
    expect(await questions.find('edoc')).toBeUndefined();
  });
});
