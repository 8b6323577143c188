import { describe, expect, it } from 'vitest';
import { functionsOf, synthesize } from './synthesize.ts';

const variablesOf = (given: object): Record<string, unknown> =>
  functionsOf(synthesize(given)).get('deliver-webhooks')?.properties.Environment.Variables;

describe('Webhooks', () => {
  it('know of no event bus, and may use none, unless one is configured', () => {
    expect(variablesOf({})).not.toHaveProperty('EVENT_BUS_NAME');
    expect(JSON.stringify(synthesize().toJSON())).not.toContain('events:PutEvents');
  });

  it('tell the event bus that is configured', () => {
    expect(variablesOf({ eventBusName: 'company-events' })).toMatchObject({
      EVENT_BUS_NAME: 'company-events',
    });
  });
});
