import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openState, type State } from '../../../local/engines/state.ts';
import { StreamPosition } from '../../../local/events/stream-position.ts';

let state: State;
beforeAll(() => {
  state = openState(undefined);
});
afterAll(() => state.close());

const at = (sourceArn: string) =>
  new StreamPosition(state.space('positions'), { id: 'Notify', sourceArn });

describe('StreamPosition', () => {
  it('is where the last run was', () => {
    at('stream/1').finish(12n);
    expect(at('stream/1').finished).toBe(12n);
  });

  it('never goes back', () => {
    at('stream/1').finish(11n);
    expect(at('stream/1').finished).toBe(12n);
  });

  it('begins anew with another stream, whose numbers begin anew, too', () => {
    expect(at('stream/2').finished).toBe(0n);
    at('stream/2').finish(3n);
    expect(at('stream/2').finished).toBe(3n);
  });

  it('is taken over from an earlier version, which kept the number alone', () => {
    state.space('positions').set('Follow', '7');
    const mapping = { id: 'Follow', sourceArn: 'stream/1' };
    expect(new StreamPosition(state.space('positions'), mapping).finished).toBe(7n);
  });
});
