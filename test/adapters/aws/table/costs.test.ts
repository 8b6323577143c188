import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { PRICE } from '../../../../bench/prices.ts';
import { SERVICE } from '../../../../bench/service-times.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';
import { openCostScene, type SceneUse } from '../../../support/cost-scene.ts';
import { callsOf, sumOf } from '../../../support/count-calls.ts';

/** The scene plays SES itself, so that its call is not counted. */
const SES_CALLS = 1;

const { aws } = await awsOfFile();
let mailIn: SceneUse;
let messageOut: SceneUse;
let mailInTold: SceneUse;
let messageOutTold: SceneUse;

beforeAll(async () => {
  const scene = await openCostScene(aws);
  await scene.begin();
  mailIn = await scene.mailIn();
  messageOut = await scene.messageOut();
  await scene.addWebhook();
  mailInTold = await scene.mailIn();
  messageOutTold = await scene.messageOut();
});

/** Present costs: a change that costs more must raise them here. A record near 1 KB may be 2 units more or less. */
describe('costs of one mail in and one message out', () => {
  it('are one transaction for a mail in', () => {
    expect(mailIn.calls.TransactWriteItems).toBe(1);
    expect(mailIn.calls).not.toHaveProperty('PutItem');
    expect(mailIn.writeUnits).toBeLessThanOrEqual(12);
  });

  it('are two transactions for a message out, and one write for the sent mail', () => {
    expect(messageOut.calls.TransactWriteItems).toBe(2);
    expect(messageOut.writeUnits).toBeLessThanOrEqual(17);
  });

  it('are five more units for an event with one webhook, and none without', () => {
    expect(messageOutTold.writeUnits - messageOut.writeUnits).toBeLessThanOrEqual(5);
    expect(mailInTold.writeUnits - mailIn.writeUnits).toBeLessThanOrEqual(5);
    expect(mailIn.calls).not.toHaveProperty('SendMessage');
  });

  it('stay within the present reads and calls', () => {
    expect(mailIn.readUnits + messageOut.readUnits).toBeLessThanOrEqual(19);
    expect(callsOf(mailIn) + callsOf(messageOut)).toBeLessThanOrEqual(22);
    expect(mailInTold.readUnits + messageOutTold.readUnits).toBeLessThanOrEqual(24);
    expect(callsOf(mailInTold) + callsOf(messageOutTold)).toBeLessThanOrEqual(38);
  });
});

/** A change that costs more or less must update the figures in the pages. */
describe('the pages', () => {
  const pages = [
    {
      file: 'README.md',
      says: /(\d+) thousand writes at 0\.625 a million, (\d+) thousand reads/,
    },
    {
      file: 'README.it.md',
      says: /(\d+) mila scritture a 0,625 al milione, (\d+) mila letture/,
    },
  ];
  it.each(pages)(
    'give the units of a thousand mails in and out in $file',
    async ({ file, says }) => {
      const { writeUnits, readUnits } = sumOf([mailIn, messageOut]);
      const [, writes, reads] = says.exec(await readFile(file, 'utf8')) ?? [];
      expect([Number(writes), Number(reads)]).toEqual([writeUnits, readUnits]);
    },
  );

  const tables = [
    { file: 'README.md', about: 'DynamoDB', together: 'together' },
    { file: 'README.it.md', about: 'DynamoDB', together: 'in tutto' },
  ];
  it.each(tables)('give the dollars in $file', async ({ file, about, together }) => {
    const { writeUnits, readUnits } = sumOf([mailIn, messageOut]);
    const page = (await readFile(file, 'utf8')).replaceAll(',', '.');
    const rows = [
      ...page.matchAll(/^\| (?:\*\*)?([^|*]+?)(?:\*\*)? \|.*\| (?:\*\*)?(\d\.\d{3})/gm),
    ];
    const dollars = new Map(rows.map(([, what = '', sum]) => [what, Number(sum)]));
    const perPair = writeUnits * PRICE.writeUnit + readUnits * PRICE.readUnit;
    expect(dollars.get(about)?.toFixed(3)).toBe((perPair / 1000).toFixed(3));
    const total = dollars.get(together) ?? Number.NaN;
    dollars.delete(together);
    expect([...dollars.values()].reduce((sum, one) => sum + one, 0)).toBeCloseTo(total, 6);
  });

  it('give the units and calls of each step in docs/scale.md', async () => {
    const { parse } = mailIn.steps;
    const { decide, send } = messageOut.steps;
    const says =
      /(\d+) write units and (\d+) AWS calls to receive, (\d+) write units and (\d+) calls to decide and send/;
    const page = says.exec(await readFile('docs/scale.md', 'utf8')) ?? [];
    const notify = sumOf([decide, send].flatMap((step) => step ?? []));
    expect(page.slice(1).map(Number)).toEqual([
      parse?.writeUnits,
      parse && callsOf(parse),
      notify.writeUnits,
      callsOf(notify) + SES_CALLS,
    ]);
  });

  it('agree with the calls of each step in bench/service-times.ts', () => {
    const { parse, decide, send, post } = SERVICE;
    const callsOfSteps = (steps: SceneUse['steps']) =>
      Object.fromEntries(Object.entries(steps).map(([name, use]) => [name, callsOf(use)]));
    const telling = SERVICE.tellNobody.calls / 2;
    expect(callsOfSteps(mailIn.steps)).toEqual({ parse: parse.calls, tell: telling });
    expect(callsOfSteps(messageOut.steps)).toEqual({
      post: post.calls,
      decide: decide.calls,
      send: send.calls - SES_CALLS,
      tell: telling,
    });
  });
});
