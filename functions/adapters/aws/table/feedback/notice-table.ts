import type { NoticeStore } from '../../../../steps/feedback/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { noticeItem } from '../items/conversation-items.ts';
import { keys } from '../keys.ts';

/** Gives a system message one id, whoever asks first; under one id it is written once (S17). */
export const createNoticeTable = (items: ItemStore): NoticeStore => ({
  claim: (conversationId, notice, proposal) =>
    items.set(noticeItem, keys.notice(conversationId, notice), { setOnce: proposal }),
});
