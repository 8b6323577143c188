import type { AttributeValue } from 'aws-lambda';

export type Image = Record<string, AttributeValue>;

/** An item before and after; `before` undefined: it was made. */
export interface ItemChange {
  image: Image;
  before: Image | undefined;
}
