import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './item-kind.ts';

/** In DynamoDB's own types. Fields that are undefined are left out. */
export const toAttributes = (value: object): Record<string, AttributeValue> =>
  marshall(value, { removeUndefinedValues: true });

export const fromAttributes = (attributes: Record<string, AttributeValue>): Item =>
  unmarshall(attributes);
