import type { RateCounter } from '../../../../steps/chatting/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { rateItem } from '../items/api-items.ts';
import { keys } from '../keys.ts';

/** Counts calls of a token in a window. */
export const createRateTable = (items: ItemStore): RateCounter => ({
  take: async (tokenId, window, permits) =>
    (await items.set(rateItem, keys.rate(tokenId, window), { add: { taken: permits } })).taken,
});
