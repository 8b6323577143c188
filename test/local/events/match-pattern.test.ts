import { describe, expect, it } from 'vitest';
import { matchPattern, type Pattern } from '../../../local/events/match-pattern.ts';

const event = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { type: { S: 'message' }, n: 5 } },
  tags: ['a', 'b'],
};

describe('matchPattern', () => {
  it.each<[Pattern, boolean]>([
    [{ eventName: ['INSERT'] }, true],
    [{ eventName: ['MODIFY', 'REMOVE'] }, false],
    [{ eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['mail'] } } } }, false],
    [{ dynamodb: { NewImage: { type: { S: ['message', 'mail'] } } } }, true],
    [{ dynamodb: { OldImage: { type: { S: ['message'] } } } }, false],
    [{ tags: ['b'] }, true],
    [{ eventName: [{ prefix: 'IN' }] }, true],
    [{ dynamodb: { NewImage: { n: [{ prefix: '5' }] } } }, false],
    [{ missing: [{ exists: false }] }, true],
    [{ eventName: [{ exists: false }] }, false],
  ])('%j → %s', (pattern, expected) => {
    expect(matchPattern(pattern, event)).toBe(expected);
  });

  it('names an unknown operator', () => {
    expect(() => matchPattern({ eventName: [{ cidr: '10.0.0.0/8' }] }, event)).toThrow('cidr');
    expect(() => matchPattern({ $or: [{ eventName: ['INSERT'] }] }, event)).toThrow('eventName');
  });
});
