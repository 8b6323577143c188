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
    [{ eventName: [{ suffix: 'ERT' }] }, true],
    [{ eventName: [{ 'anything-but': ['INSERT'] }] }, false],
    [{ eventName: [{ 'anything-but': { prefix: 'MOD' } }] }, true],
    [{ eventName: [{ 'equals-ignore-case': 'insert' }] }, true],
    [{ missing: [{ exists: false }] }, true],
    [{ eventName: [{ exists: false }] }, false],
    [{ dynamodb: { NewImage: { n: [{ numeric: ['>', 4, '<=', 5] }] } } }, true],
    [{ dynamodb: { NewImage: { n: [{ numeric: ['<', 5] }] } } }, false],
  ])('%j → %s', (pattern, expected) => {
    expect(matchPattern(pattern, event)).toBe(expected);
  });

  it('names an unknown operator', () => {
    expect(() => matchPattern({ eventName: [{ cidr: '10.0.0.0/8' }] }, event)).toThrow('cidr');
  });
});
