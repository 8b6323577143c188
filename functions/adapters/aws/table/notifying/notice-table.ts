import type { NoticeStore } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { noticeItem } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';

/** Gives a system message one id, whoever comes first: written under that id, it is written once (S17). */
export function createNoticeTable(items: ItemStore): NoticeStore {
  return {
    claim: (conversationId, notice, proposal) =>
      items.set(noticeItem, keys.notice(conversationId, notice), { setOnce: proposal }),
  };
}
