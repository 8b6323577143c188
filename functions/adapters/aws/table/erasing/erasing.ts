import type { S3Client } from '@aws-sdk/client-s3';
import type { ErasedCounts, ErasedKind } from '../../../../conversations/erased-counts.ts';
import type { FileStorage } from '../files/forget-files.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import type { Query } from '../query.ts';

/** The table and the bucket that an eraser erases from, and how many of each kind it has removed. */
export class Erasing implements FileStorage {
  readonly items: ItemStore;
  readonly s3: S3Client;
  readonly bucket: string;
  readonly removed: ErasedCounts = {};

  constructor({ items, s3, bucket }: FileStorage) {
    this.items = items;
    this.s3 = s3;
    this.bucket = bucket;
  }

  count(kind: ErasedKind, number = 1): void {
    this.removed[kind] = (this.removed[kind] ?? 0) + number;
  }

  /** Deletes every item that the query finds; returns how many. */
  async removeFound(query: Query): Promise<number> {
    const found = await this.items.all(keyedItem, query);
    await this.items.removeMany(found);
    return found.length;
  }
}
