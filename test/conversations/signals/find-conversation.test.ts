import { describe, expect, it } from 'vitest';
import type { FoundSignal } from '../../../functions/conversations/signals/collect-signals.ts';
import { findConversation } from '../../../functions/conversations/signals/find-conversation.ts';

const token = (conversationId: string): FoundSignal => ({
  signal: 'token',
  conversationId,
  madeFor: 'x',
});
const reference = (conversationId: string): FoundSignal => ({
  signal: 'reference',
  conversationId,
  madeFor: 'x',
});
const sesId = (conversationId: string): FoundSignal => ({
  signal: 'ses-message-id',
  conversationId,
  madeFor: 'x',
});
const tag = (conversationId: string): FoundSignal => ({ signal: 'tag', conversationId });

describe('findConversation', () => {
  it('finds nothing without a signal (S1)', () => {
    expect(findConversation([])).toEqual({ kind: 'none' });
  });

  it.each([
    ['token', [tag('1'), sesId('1'), reference('1'), token('1')]],
    ['reference', [tag('1'), sesId('1'), reference('1')]],
    ['ses-message-id', [tag('1'), sesId('1')]],
    ['tag', [tag('1')]],
  ])('takes %s, the strongest of the given signals (S1)', (signal, signals) => {
    expect(findConversation(signals)).toMatchObject({ conversationId: '1', signal });
  });

  it('passes over a tag that contradicts a stronger signal, and records that (S1)', () => {
    expect(findConversation([token('1'), tag('2')])).toEqual({
      kind: 'found',
      conversationId: '1',
      signal: 'token',
      passedOver: [{ signal: 'tag', conversationId: '2', why: 'contradicts-stronger-signal' }],
    });
  });

  it.each([
    [[token('1'), reference('2')]],
    [[token('1'), sesId('2')]],
    [[reference('1'), sesId('2')]],
    [[token('1'), token('2')]],
    [[tag('1'), tag('2')]],
  ])('finds a conflict if signals that count contradict each other (S1)', (signals) => {
    expect(findConversation(signals)).toEqual({ kind: 'conflict', conversationIds: ['1', '2'] });
  });
});
