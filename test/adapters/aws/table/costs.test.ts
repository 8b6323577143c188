import { beforeAll, describe, expect, it } from 'vitest';
import { awsOfFile } from '../../../support/aws-of-file.ts';
import { openCostScene } from '../../../support/cost-scene.ts';
import { type AwsUse, callsOf } from '../../../support/count-calls.ts';

const { aws } = await awsOfFile();
let mailIn: AwsUse;
let messageOut: AwsUse;
let mailInTold: AwsUse;
let messageOutTold: AwsUse;

beforeAll(async () => {
  const scene = await openCostScene(aws);
  await scene.begin();
  mailIn = await scene.mailIn();
  messageOut = await scene.messageOut();
  await scene.addWebhook();
  mailInTold = await scene.mailIn();
  messageOutTold = await scene.messageOut();
});

/** What was reached: a change that costs more has to say so here. A record near 1 KB may be 2 units more or less. */
describe('what one mail in and one message out cost', () => {
  it('writes a mail in with one transaction and nothing else', () => {
    expect(mailIn.calls.TransactWriteItems).toBe(1);
    expect(mailIn.calls).not.toHaveProperty('PutItem');
    expect(mailIn.writeUnits).toBeLessThanOrEqual(12);
  });

  it('writes a message out in two transactions, message and decision with its end, and what SES took in one write', () => {
    expect(messageOut.calls.TransactWriteItems).toBe(2);
    expect(messageOut.writeUnits).toBeLessThanOrEqual(18);
  });

  it('takes five units for an event with one webhook, and none where nobody is told', () => {
    expect(messageOutTold.writeUnits - messageOut.writeUnits).toBeLessThanOrEqual(5);
    expect(mailInTold.writeUnits - mailIn.writeUnits).toBeLessThanOrEqual(5);
    expect(mailIn.calls).not.toHaveProperty('SendMessage');
  });

  it('reads together what is asked for at the same time', () => {
    expect(mailIn.readUnits + messageOut.readUnits).toBeLessThanOrEqual(19);
    expect(callsOf(mailIn) + callsOf(messageOut)).toBeLessThanOrEqual(23);
    expect(mailInTold.readUnits + messageOutTold.readUnits).toBeLessThanOrEqual(24);
    expect(callsOf(mailInTold) + callsOf(messageOutTold)).toBeLessThanOrEqual(39);
  });
});
