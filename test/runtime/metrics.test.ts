import { afterEach, describe, expect, it } from 'vitest';
import { count, metrics } from '../../functions/runtime/metrics.ts';

afterEach(() => metrics.clearMetrics());

describe('count', () => {
  it('counts one occurrence under the names of the product and the stage', () => {
    count('mail-delivered');
    expect(metrics.serializeMetrics()).toMatchObject({
      'mail-delivered': 1,
      service: 'email-piping',
      stage: 'local',
      _aws: {
        CloudWatchMetrics: [{ Namespace: 'EmailPiping', Dimensions: [['service', 'stage']] }],
      },
    });
  });
});
