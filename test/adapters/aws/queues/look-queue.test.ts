import { describe, expect, it } from 'vitest';
import { readLooks } from '../../../../functions/adapters/aws/queues/look-queue.ts';

const event = (key: string) =>
  JSON.stringify({
    Records: [{ eventTime: '2026-11-03T12:00:00.000Z', s3: { object: { key } } }],
  });

describe('readLooks', () => {
  it("reads S3's event, whose keys are URL-encoded", () => {
    expect(readLooks(event('inbound%2Fa%2Bb+c'))).toEqual([
      {
        mailId: 'inbound-a+b c',
        key: 'inbound/a+b c',
        storedAt: Date.parse('2026-11-03T12:00:00.000Z'),
      },
    ]);
  });

  it("passes over S3's test and SES's set-up object, which are no mail", () => {
    expect(readLooks(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }))).toEqual([]);
    expect(readLooks(event('inbound/AMAZON_SES_SETUP_NOTIFICATION'))).toEqual([]);
  });

  it('refuses anything else', () => {
    expect(() => readLooks('{"stored": {}}')).toThrow();
  });
});
