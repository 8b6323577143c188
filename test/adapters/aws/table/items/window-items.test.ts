import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  windowKey,
  windowOfKey,
} from '../../../../../functions/adapters/aws/table/items/window-items.ts';

describe('windowOfKey', () => {
  it('reads the name of a window from its key, whatever characters the id has', () => {
    const ids = fc.string({ minLength: 1 }).filter((id) => !id.includes('\u0000'));
    fc.assert(
      fc.property(fc.constantFrom('user' as const, 'agent' as const), ids, (kind, id) => {
        const name = { conversationId: '7', participant: { kind, id: `${id}#` }, windowId: '7-01' };
        expect(windowOfKey({ ...windowKey(name) })).toEqual(name);
      }),
    );
  });
});
