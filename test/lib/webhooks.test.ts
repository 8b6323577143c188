import { describe, expect, it } from 'vitest';
import { functionsOf, synthesize } from './synthesize.ts';

const variablesOf = (given: object): Record<string, unknown> =>
  functionsOf(synthesize(given)).get('deliver-webhooks')?.properties.Environment.Variables;

describe('Webhooks', () => {
  it('know no event bus, and may use none, unless configured', () => {
    expect(variablesOf({})).not.toHaveProperty('EVENT_BUS_NAME');
    expect(JSON.stringify(synthesize().toJSON())).not.toContain('events:PutEvents');
  });

  it('publish to the configured event bus', () => {
    expect(variablesOf({ eventBusName: 'company-events' })).toMatchObject({
      EVENT_BUS_NAME: 'company-events',
    });
  });
});
