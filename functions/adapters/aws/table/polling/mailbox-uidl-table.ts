import { hash } from 'node:crypto';
import type { UidlFate, UidlMemory } from '../../../../steps/polling/ports.ts';
import type { Change } from '../expressions.ts';
import { chunksOf } from '../gathered-reads.ts';
import type { ItemStore } from '../item-store.ts';
import { UIDL_DAYS, type UidlChunk, uidlChunkItem } from '../items/mailbox-items.ts';
import { type ItemKey, keys, ranges } from '../keys.ts';
import { update } from '../write.ts';

/** A write costs by the size of its item, and 250 fingerprints are 4 KB. A mailbox of 25,000 mails has 100 items, which are one page. */
const UIDLS_PER_CHUNK = 250;
/** Digits of a chunk's number. */
const NUMBER_DIGITS = 6;
const SECOND_MS = 1000;
const KEPT_MS = UIDL_DAYS * 24 * 3_600 * SECOND_MS;
const RENEWED_BELOW_MS = KEPT_MS / 2;

type Chunk = UidlChunk & { fingerprints: Set<string> };

const keptUntil = () => Math.floor((Date.now() + KEPT_MS) / SECOND_MS);

/** 96 bits: an entry is short whatever the server's UIDLs are, and no two of a mailbox collide. */
const fingerprintOf = (uidl: string) => hash('sha256', uidl, 'base64url').slice(0, 16);

class UidlTable implements UidlMemory {
  readonly #items: ItemStore;
  readonly #keyOf: (chunk: string) => ItemKey;
  readonly #chunks: Chunk[];
  readonly #fates: Map<string, UidlFate>;

  constructor(items: ItemStore, keyOf: (chunk: string) => ItemKey, chunks: Chunk[]) {
    this.#items = items;
    this.#keyOf = keyOf;
    this.#chunks = chunks;
    this.#fates = new Map(
      chunks.flatMap(({ fate, fingerprints }) => [...fingerprints].map((one) => [one, fate])),
    );
  }

  fateOf(uidl: string): UidlFate | undefined {
    return this.#fates.get(fingerprintOf(uidl));
  }

  async add(uidls: string[], fate: UidlFate): Promise<void> {
    for (const some of chunksOf(uidls.map(fingerprintOf), UIDLS_PER_CHUNK)) {
      const chunk = this.#openChunk(fate);
      chunk.expiresAt = keptUntil();
      await this.#change(chunk, { add: { fingerprints: new Set(some) } });
      for (const fingerprint of some) {
        chunk.fingerprints.add(fingerprint);
        this.#fates.set(fingerprint, fate);
      }
    }
  }

  #openChunk(fate: UidlFate): Chunk {
    const ofFate = this.#chunks.filter((chunk) => chunk.fate === fate);
    const open = ofFate.find(({ fingerprints }) => fingerprints.size < UIDLS_PER_CHUNK);
    if (open) return open;
    // one above the highest number, not the count: chunks before it may have expired
    const highest = Math.max(-1, ...ofFate.map(({ sk }) => Number(sk.slice(-NUMBER_DIGITS))));
    const number = String(highest + 1).padStart(NUMBER_DIGITS, '0');
    const key = this.#keyOf(`${fate}#${number}`);
    const chunk: Chunk = { ...key, fate, fingerprints: new Set(), expiresAt: 0 };
    this.#chunks.push(chunk);
    return chunk;
  }

  async sawListing(listed: ReadonlySet<string>): Promise<void> {
    const seen = new Set([...listed].map(fingerprintOf));
    for (const chunk of this.#chunks) {
      const gone = [...chunk.fingerprints].filter((fingerprint) => !seen.has(fingerprint));
      if (chunk.fate === 'deleting') await this.#forget(chunk, gone);
      else if (gone.length < chunk.fingerprints.size) await this.#keep(chunk);
    }
  }

  /** Extends the expiry of a chunk that still has a listed mail. */
  async #keep(chunk: Chunk): Promise<void> {
    if (chunk.expiresAt * SECOND_MS - Date.now() > RENEWED_BELOW_MS) return;
    chunk.expiresAt = keptUntil();
    await this.#change(chunk, {});
  }

  async #forget(chunk: Chunk, gone: string[]): Promise<void> {
    if (gone.length === 0) return;
    await this.#change(chunk, { take: { fingerprints: new Set(gone) } });
    for (const fingerprint of gone) {
      chunk.fingerprints.delete(fingerprint);
      this.#fates.delete(fingerprint);
    }
  }

  /** Adds to a chunk or takes from it. Idempotent. */
  async #change({ pk, sk, fate }: Chunk, change: Pick<Change<UidlChunk>, 'add' | 'take'>) {
    await this.#items.write(update(uidlChunkItem, { pk, sk }, { set: { fate }, ...change }));
  }
}

/** The UIDLs of one mailbox that were dealt with, as fingerprints in items of 4 KB (RFC 1939 §7). */
export async function readUidls(
  items: ItemStore,
  mailbox: string,
  identity: string,
): Promise<UidlMemory> {
  const server = fingerprintOf(identity);
  const chunks = await items.all(uidlChunkItem, ranges.uidls(mailbox, server));
  return new UidlTable(
    items,
    (chunk) => keys.uidlChunk(mailbox, server, chunk),
    chunks.map((chunk) => ({ ...chunk, fingerprints: chunk.fingerprints ?? new Set() })),
  );
}
