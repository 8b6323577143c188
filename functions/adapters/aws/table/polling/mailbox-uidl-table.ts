import { createHash } from 'node:crypto';
import type { UidlFate, UidlMemory } from '../../../../steps/polling/ports.ts';
import { beginningWith, type ItemStore } from '../item-store.ts';
import { UIDL_DAYS, type UidlChunk, uidlChunkItem } from '../items/mailbox-items.ts';
import { keys } from '../keys.ts';
import { type Change, update } from '../write.ts';

/** A write costs by the size of its item: 250 fingerprints are 4 KB. A mailbox of 25,000 mails is 100 items, read as one page. */
const UIDLS_PER_CHUNK = 250;
const SECOND_MS = 1000;
const KEPT_MS = UIDL_DAYS * 24 * 3_600 * SECOND_MS;
const RENEWED_BELOW_MS = KEPT_MS / 2;

type Chunk = UidlChunk & { fingerprints: Set<string> };

const keptUntil = () => Math.floor((Date.now() + KEPT_MS) / SECOND_MS);

/** 96 bits: whatever a server calls its mails, an entry is short, and no two of a mailbox meet by chance. */
const fingerprintOf = (uidl: string) =>
  createHash('sha256').update(uidl).digest('base64url').slice(0, 16);

const prefixOf = (identity: string) => `${fingerprintOf(identity)}#`;

/** Adds to a chunk or takes from it; both may be done twice. */
async function changeChunk(
  items: ItemStore,
  mailbox: string,
  { sk, fate }: Chunk,
  change: Pick<Change<UidlChunk>, 'add' | 'take'>,
): Promise<void> {
  const { pk } = keys.mailboxUidl(mailbox, '');
  await items.write(update(uidlChunkItem, { pk, sk }, { set: { fate }, ...change }));
}

class UidlTable implements UidlMemory {
  readonly #items: ItemStore;
  readonly #mailbox: string;
  readonly #identity: string;
  readonly #chunks: Chunk[];
  readonly #fates = new Map<string, UidlFate>();

  constructor(items: ItemStore, mailbox: string, identity: string, chunks: Chunk[]) {
    this.#items = items;
    this.#mailbox = mailbox;
    this.#identity = identity;
    this.#chunks = chunks;
    for (const { fate, fingerprints } of chunks) {
      for (const fingerprint of fingerprints) this.#fates.set(fingerprint, fate);
    }
  }

  fateOf(uidl: string): UidlFate | undefined {
    return this.#fates.get(fingerprintOf(uidl));
  }

  async add(uidls: string[], fate: UidlFate): Promise<void> {
    const fingerprints = uidls.map(fingerprintOf);
    for (let at = 0; at < fingerprints.length; at += UIDLS_PER_CHUNK) {
      const some = fingerprints.slice(at, at + UIDLS_PER_CHUNK);
      const chunk = this.#openChunk(fate);
      chunk.expiresAt = keptUntil();
      await changeChunk(this.#items, this.#mailbox, chunk, {
        add: { fingerprints: new Set(some) },
      });
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
    const place = `${prefixOf(this.#identity)}${fate}#${String(ofFate.length).padStart(6, '0')}`;
    const { sk } = keys.mailboxUidl(this.#mailbox, place);
    const chunk: Chunk = { sk, fate, fingerprints: new Set(), expiresAt: 0 };
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

  /** Chunks of which something is still listed live on. */
  async #keep(chunk: Chunk): Promise<void> {
    if (chunk.expiresAt * SECOND_MS - Date.now() > RENEWED_BELOW_MS) return;
    chunk.expiresAt = keptUntil();
    await changeChunk(this.#items, this.#mailbox, chunk, {});
  }

  async #forget(chunk: Chunk, gone: string[]): Promise<void> {
    if (gone.length === 0) return;
    await changeChunk(this.#items, this.#mailbox, chunk, { take: { fingerprints: new Set(gone) } });
    for (const fingerprint of gone) {
      chunk.fingerprints.delete(fingerprint);
      this.#fates.delete(fingerprint);
    }
  }
}

/** The UIDLs of one mailbox that were dealt with, as fingerprints in items of 4 KB (RFC 1939 §7). */
export async function readUidls(
  items: ItemStore,
  mailbox: string,
  identity: string,
): Promise<UidlMemory> {
  const { pk, sk } = keys.mailboxUidl(mailbox, prefixOf(identity));
  const chunks = await items.all(uidlChunkItem, { partition: pk, ...beginningWith(sk) });
  return new UidlTable(
    items,
    mailbox,
    identity,
    chunks.map((chunk) => ({ ...chunk, fingerprints: chunk.fingerprints ?? new Set() })),
  );
}
