import { itemKind } from '../../functions/adapters/aws/table/item-kind.ts';

/** An item of the table with whatever fields a test gives it. */
export const anyItem = itemKind('item', 'never', {});
