import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './item-kind.ts';

/**
 * In DynamoDB's own types. Fields that are undefined are left out. What an object is, the SDK asks its field `constructor`, and metadata may have
 * one: so everything that is no other kind is a map.
 */
export const toAttributes = (value: object): Record<string, AttributeValue> =>
  marshall(value, { removeUndefinedValues: true, convertClassInstanceToMap: true });

export const fromAttributes = (attributes: Record<string, AttributeValue>): Item =>
  unmarshall(attributes);
