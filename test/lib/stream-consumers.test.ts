import { describe, expect, it } from 'vitest';
import { functionsOf, type Resource, resourceOf, resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();
const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').filter(
  ({ properties }) => properties.EventSourceArn['Fn::GetAtt'][1] === 'StreamArn',
);
const filterOf = (name: string): unknown => {
  const consumer = functionsOf(template).get(name)?.id;
  const mapping = mappings.find(({ properties }) => properties.FunctionName.Ref === consumer);
  const filters: { Pattern: string }[] = mapping?.properties.FilterCriteria.Filters ?? [];
  return filters.map(({ Pattern }) => JSON.parse(Pattern));
};

describe('StreamConsumers', () => {
  it('are two, as a third would be throttled at each shard', () => {
    expect(mappings).toHaveLength(2);
  });

  it('give notify new messages only', () => {
    expect(filterOf('notify')).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['message'] } } } },
    ]);
  });

  it('give deliver-webhooks what makes an event, as exactly as filters can', () => {
    const image = (types: string[], more = {}) => ({
      NewImage: { type: { S: types }, ...more },
    });
    expect(filterOf('deliver-webhooks')).toEqual([
      { eventName: ['INSERT', 'MODIFY'], dynamodb: image(['mail', 'user', 'erasure']) },
      { eventName: ['INSERT'], dynamodb: image(['message', 'conversation', 'suppression']) },
      {
        eventName: ['MODIFY'],
        dynamodb: image(['conversation'], { userAddress: { S: [{ exists: true }] } }),
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: image(['delivery'], { decision: { S: ['failed', 'bounced'] } }),
      },
      { eventName: ['MODIFY'], dynamodb: image(['outgoing'], { state: { S: ['sent'] } }) },
    ]);
  });

  it('have at most five filters each, Lambda’s limit', () => {
    const counts = mappings.map(({ properties }) => properties.FilterCriteria.Filters.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  });

  it.each(mappings)(
    '$id retries a bad record by itself until it is too old',
    ({ properties }: Resource) => {
      expect(properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 6 * 3600,
        StartingPosition: 'TRIM_HORIZON',
      });
      // no limit of retries
      expect(properties.MaximumRetryAttempts).toBe(-1);
    },
  );

  it.each(mappings)('$id puts a record that finally failed into a bucket', (mapping) => {
    const bucket = resourceOf(template, 'AWS::S3::Bucket', 'FailedRecords');
    expect(mapping.properties.DestinationConfig.OnFailure.Destination).toEqual({
      'Fn::GetAtt': [bucket.id, 'Arn'],
    });
  });
});
