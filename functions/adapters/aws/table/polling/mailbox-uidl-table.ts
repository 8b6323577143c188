import { createHash } from 'node:crypto';
import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UidlFate, UidlMemory } from '../../../../steps/polling/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** A write costs by the size of its item: 250 fingerprints are 4 KB. A mailbox of 25,000 mails is 100 items, read as one page. */
const UIDLS_PER_CHUNK = 250;
const SECOND_MS = 1000;
/** UIDLs that no poll has seen listed for so long are forgotten by the table itself (TTL). */
const KEPT_MS = 60 * 24 * 3_600 * SECOND_MS;
const RENEWED_BELOW_MS = KEPT_MS / 2;

interface Chunk {
  sk: string;
  fate: UidlFate;
  fingerprints: Set<string>;
  /** Epoch seconds. */
  expiresAt: number;
}

/** 96 bits: whatever a server calls its mails, an entry is short, and no two of a mailbox meet by chance. */
const fingerprintOf = (uidl: string) =>
  createHash('sha256').update(uidl).digest('base64url').slice(0, 16);

const prefixOf = (identity: string) => `${fingerprintOf(identity)}#`;

async function readChunks({ client, name }: Table, mailbox: string, identity: string) {
  const { pk, sk } = keys.mailboxUidl(mailbox, prefixOf(identity));
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
      ConsistentRead: true,
    },
  );
  const chunks: Chunk[] = [];
  for await (const { Items = [] } of pages) chunks.push(...(Items as Chunk[]));
  return chunks;
}

/** Adds to a chunk or takes from it; both may be done twice. */
async function changeChunk(
  { client, name }: Table,
  mailbox: string,
  chunk: Chunk,
  verb: 'ADD' | 'DELETE',
  fingerprints: string[],
): Promise<void> {
  const Key = { pk: keys.mailboxUidl(mailbox, '').pk, sk: chunk.sk };
  const clause = fingerprints.length > 0 ? `${verb} fingerprints :fingerprints` : '';
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key,
      UpdateExpression: `SET fate = :fate, expiresAt = :expiresAt ${clause}`,
      ExpressionAttributeValues: {
        ':fate': chunk.fate,
        ':expiresAt': chunk.expiresAt,
        ...(clause && { ':fingerprints': new Set(fingerprints) }),
      },
    }),
  );
}

class UidlTable implements UidlMemory {
  readonly #table: Table;
  readonly #mailbox: string;
  readonly #identity: string;
  readonly #chunks: Chunk[];
  readonly #fates = new Map<string, UidlFate>();

  constructor(table: Table, mailbox: string, identity: string, chunks: Chunk[]) {
    this.#table = table;
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
      chunk.expiresAt = Math.floor((Date.now() + KEPT_MS) / SECOND_MS);
      await changeChunk(this.#table, this.#mailbox, chunk, 'ADD', some);
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
    chunk.expiresAt = Math.floor((Date.now() + KEPT_MS) / SECOND_MS);
    await changeChunk(this.#table, this.#mailbox, chunk, 'ADD', []);
  }

  async #forget(chunk: Chunk, gone: string[]): Promise<void> {
    if (gone.length === 0) return;
    await changeChunk(this.#table, this.#mailbox, chunk, 'DELETE', gone);
    for (const fingerprint of gone) {
      chunk.fingerprints.delete(fingerprint);
      this.#fates.delete(fingerprint);
    }
  }
}

/** The UIDLs of one mailbox that were dealt with, as fingerprints in items of 4 KB (RFC 1939 §7). */
export async function readUidls(
  table: Table,
  mailbox: string,
  identity: string,
): Promise<UidlMemory> {
  const chunks = await readChunks(table, mailbox, identity);
  return new UidlTable(
    table,
    mailbox,
    identity,
    // A set that was emptied is no attribute any more.
    chunks.map((chunk) => ({ ...chunk, fingerprints: chunk.fingerprints ?? new Set() })),
  );
}
