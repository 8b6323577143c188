import type {
  InboundDirectory,
  InboundStore,
  MailRecord,
} from '../../../../steps/receiving/ports.ts';
import type { ItemStore } from '../item-store.ts';
import {
  duplicateItem,
  mailItem,
  openingItem,
  openingsItem,
  seenMailItem,
  wrongCodesItem,
} from '../items/mail-items.ts';
import { hourOf, keys, ranges } from '../keys.ts';
import { IF_NEW, put, update } from '../write.ts';
import { listMails } from './list-mails.ts';
import { recordWrites } from './record-writes.ts';

/** Counting further changes nothing: the limit is far below (S2). */
const MAX_COUNTED_WRONG_CODES = 50;
/** Mails with one Message-ID that are looked at. A genuine id belongs to one mail; one that more mails share names no conversation. */
const MAX_SHARED_IDS = 10;

async function record(
  items: ItemStore,
  mail: MailRecord,
  replaces: MailRecord['outcome'] | undefined,
): Promise<MailRecord> {
  const [putRecord, ...putLinks] = recordWrites(mail, replaces);
  const result = await items.write(putRecord, ...putLinks);
  return result.found(putRecord, mailItem) ?? mail;
}

/** One author domain may open a tenth of the limit (S7). */
const DOMAINS_PER_LIMIT = 10;

async function takeOpening(
  items: ItemStore,
  { mailId, domain, limit, nowMs }: Parameters<InboundStore['takeOpening']>[0],
): Promise<boolean> {
  if (limit < 1) return false;
  const hour = hourOf(nowMs);
  const count = (of: string, most: number) =>
    update(
      openingsItem,
      keys.openings(hour, of),
      { add: { count: 1 } },
      { if: 'attribute_not_exists(#count) OR #count < :most', values: { most } },
    );
  const opening = put(openingItem, keys.opening(mailId), { hour }, IF_NEW);
  const result = await items.write(
    opening,
    count('', limit),
    count(domain, Math.ceil(limit / DOMAINS_PER_LIMIT)),
  );
  // hasFailed: the same mail was counted before
  return result.isDone || result.hasFailed(opening);
}

/** Records of inbound mails, and the counters against guessing, floods and duplicates. */
export function createInboundTable(items: ItemStore): InboundDirectory {
  return {
    find: (mailId) => items.get(mailItem, keys.mail(mailId)),
    list: (options) => listMails(items, options),
    record: (mail, replaces) => record(items, mail, replaces),
    findDuplicate: async (fingerprint, receivedAt) => {
      const guard = await items.get(duplicateItem, keys.duplicate(fingerprint));
      return guard && (guard.until ?? Infinity) >= Date.parse(receivedAt)
        ? guard.mailId
        : undefined;
    },
    noteSeen: async (fingerprint, mailId) => {
      const key = keys.seenMail(fingerprint);
      const noted = await items.update(seenMailItem, key, { setOnce: { mailId } });
      return noted.isDone ? noted.value.mailId : mailId;
    },
    conversationsOf: async (messageId) => {
      const query = { ...ranges.duplicates(messageId), limit: MAX_SHARED_IDS };
      const page = await items.page(duplicateItem, query);
      if (page.cursor !== undefined) return [];
      const places = page.items.map(({ conversationId }) => conversationId);
      return [...new Set(places.filter((id) => id !== undefined))];
    },
    isGuest: (conversationId, address) => items.has(keys.guest(conversationId, address)),
    takeOpening: (opening) => takeOpening(items, opening),
    noteWrongCode: async (conversationId, mailId, nowMs) => {
      const key = keys.wrongCodes(conversationId, hourOf(nowMs));
      // a set, so that the same mail counts once; above the limit nothing is added
      const condition = {
        if: 'attribute_not_exists(mailIds) OR size(mailIds) < :most',
        values: { most: MAX_COUNTED_WRONG_CODES },
      };
      await items.write(
        update(wrongCodesItem, key, { add: { mailIds: new Set([mailId]) } }, condition),
      );
    },
    wrongCodes: async (conversationId, nowMs) => {
      const key = keys.wrongCodes(conversationId, hourOf(nowMs));
      return (await items.get(wrongCodesItem, key))?.mailIds.size ?? 0;
    },
  };
}
