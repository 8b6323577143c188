import { describe, expect, it } from 'vitest';
import { examineKeptTable } from '../../../functions/steps/examining/examine-kept-table.ts';
import type { KeptTable } from '../../../functions/steps/examining/ports.ts';

const ARN = 'arn:aws:dynamodb:eu-west-1:123456789012:table/kept';
const wanted = { arn: ARN, streamArn: `${ARN}/stream/1` };

const lists = { name: 'gsi1', keys: ['gsi1pk', 'gsi1sk'], projection: 'ALL', isReady: true };
const keysAlone = {
  name: 'gsi2',
  keys: ['gsi2pk', 'gsi2sk'],
  projection: 'KEYS_ONLY',
  isReady: true,
};
const kept: KeptTable = {
  name: 'kept',
  keys: ['pk', 'sk'],
  indexes: [keysAlone, lists],
  stream: { arn: wanted.streamArn, view: 'NEW_AND_OLD_IMAGES' },
  expiresBy: 'expiresAt',
};

describe('examineKeptTable', () => {
  it('finds nothing if no table is named', () => {
    expect(examineKeptTable(undefined, undefined)).toEqual([]);
  });

  it('finds nothing wrong with a table of ours', () => {
    expect(examineKeptTable(wanted, kept)).toEqual([{ state: 'good', what: 'the table kept' }]);
  });

  it.each<[string, KeptTable | undefined, RegExp, RegExp]>([
    ['a missing table', undefined, /no table arn:.*\/kept/, /existingTable/],
    [
      'a table with other keys',
      { ...kept, keys: ['id'] },
      /keys of the table kept are id/,
      /not a table of this product/,
    ],
    [
      'a table from before the second index',
      { ...kept, indexes: [lists] },
      /no index gsi2/,
      /^aws dynamodb update-table --table-name kept .*"ProjectionType":"KEYS_ONLY"/,
    ],
    [
      'an index without attributes that lists show',
      { ...kept, indexes: [{ ...lists, projection: 'KEYS_ONLY' }, keysAlone] },
      /gsi1 .* with KEYS_ONLY, not gsi1pk and gsi1sk with ALL/,
      /^remove it, then aws dynamodb update-table/,
    ],
    [
      'an index that is still being created',
      { ...kept, indexes: [lists, { ...keysAlone, isReady: false }] },
      /gsi2 .* still being made/,
      /wait/,
    ],
    [
      'a stream without old images',
      { ...kept, stream: { arn: wanted.streamArn, view: 'NEW_IMAGE' } },
      /no stream of new and old images/,
      /StreamViewType=NEW_AND_OLD_IMAGES/,
    ],
    [
      'a stream that was switched off and on since',
      { ...kept, stream: { arn: `${ARN}/stream/2`, view: 'NEW_AND_OLD_IMAGES' } },
      /is arn:.*stream\/2, not arn:.*stream\/1/,
      /streamArn to arn:.*stream\/2/,
    ],
  ])('refuses %s, and says how to mend it', (_what, table, what, cure) => {
    const [finding, ...others] = examineKeptTable(wanted, table);
    expect(finding).toEqual({
      state: 'bad',
      what: expect.stringMatching(what),
      cure: expect.stringMatching(cure),
    });
    expect(others).toEqual([]);
  });

  it('only hints at a table whose items never expire', () => {
    expect(examineKeptTable(wanted, { ...kept, expiresBy: 'ttl' })).toEqual([
      { state: 'good', what: 'the table kept' },
      {
        state: 'hint',
        what: expect.stringMatching(/does not delete expired items/),
        cure: expect.stringMatching(/AttributeName=expiresAt/),
      },
    ]);
  });
});
