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
  it('are two: a third would be throttled at each shard', () => {
    expect(mappings).toHaveLength(2);
  });

  it('give notify new messages only', () => {
    expect(filterOf('notify')).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['message'] } } } },
    ]);
  });

  it('give deliver-webhooks what makes an event, and as little else as a filter can tell', () => {
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
        dynamodb: image(['delivery'], { decision: { S: ['sent', 'failed', 'bounced'] } }),
      },
      { eventName: ['MODIFY'], dynamodb: image(['outgoing'], { state: { S: ['sent'] } }) },
    ]);
  });

  it('let an update change who reads windows before who writes them (decision 0111)', () => {
    const all = functionsOf(template);
    const dependsOn = all.get('notify')?.dependsOn ?? [];
    const mapping = mappings.find(
      ({ properties }) => properties.FunctionName.Ref === all.get('deliver-webhooks')?.id,
    );
    for (const id of ['parse-mail', 'record-feedback'].map((name) => all.get(name)?.id)) {
      expect(dependsOn).toContain(id);
    }
    expect(dependsOn).toContain(mapping?.id);
  });

  it('are asked for by at most five filters each, as many as Lambda takes', () => {
    const counts = mappings.map(({ properties }) => properties.FilterCriteria.Filters.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  });

  it.each(mappings)(
    '$id tries a bad record until its age ends it, set apart from the others',
    ({ properties }: Resource) => {
      expect(properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 6 * 3600,
        StartingPosition: 'TRIM_HORIZON',
      });
      // Lambda's own default: no end by number
      expect(properties.MaximumRetryAttempts).toBeUndefined();
    },
  );

  it.each(mappings)('$id keeps a record that failed for good, with its content', (mapping) => {
    const bucket = resourceOf(template, 'AWS::S3::Bucket', 'FailedRecords');
    expect(mapping.properties.DestinationConfig.OnFailure.Destination).toEqual({
      'Fn::GetAtt': [bucket.id, 'Arn'],
    });
  });
});
