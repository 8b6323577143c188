import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './item-kind.ts';

/**
 * Converts to DynamoDB's attribute values; undefined fields are left out. The SDK tells class instances by the field `constructor`, which
 * metadata may have, so every other object becomes a map.
 */
export const toAttributes = (value: object): Record<string, AttributeValue> =>
  marshall(value, { removeUndefinedValues: true, convertClassInstanceToMap: true });

export const fromAttributes = (attributes: Record<string, AttributeValue>): Item =>
  unmarshall(attributes);
