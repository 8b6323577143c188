import { beforeEach, describe, expect, it } from 'vitest';
import { claimAttachments } from '../../../functions/steps/chatting/claim-attachments.ts';
import type { Upload, UploadStore } from '../../../functions/steps/chatting/ports.ts';

const notUsed = () => {
  throw new Error('not part of this test');
};

let known: Map<string, Upload>;
let sizes: Map<string, number>;
let claimed: string[];
beforeEach(() => {
  known = new Map();
  sizes = new Map();
  claimed = [];
});

function add(attachmentId: string, storedBytes: number | undefined, conversationId?: string): void {
  known.set(attachmentId, {
    attachmentId,
    filename: 'note.txt',
    contentType: 'text/plain',
    size: 5,
    inline: false,
    state: conversationId === undefined ? 'waiting' : 'stored',
    ...(conversationId !== undefined && { conversationId }),
  });
  if (storedBytes !== undefined) sizes.set(attachmentId, storedBytes);
}

const uploads: UploadStore = {
  begin: notUsed,
  uploadUrl: notUsed,
  origin: notUsed,
  downloadUrl: notUsed,
  forget: notUsed,
  find: async (id) => known.get(id),
  storedSize: async (id) => sizes.get(id),
  claim: async (given) => {
    claimed.push(...given.map(({ attachmentId }) => attachmentId));
    return undefined;
  },
};
const claim = (...ids: string[]) => claimAttachments(ids, '1000', uploads);

describe('claimAttachments', () => {
  it('claims stored files that are free or already of this conversation', async () => {
    add('free', 5);
    add('ours', 5, '1000');
    expect(await claim('free', 'ours')).toMatchObject({
      kind: 'claimed',
      attachments: [{ attachmentId: 'free' }, { attachmentId: 'ours' }],
    });
    expect(claimed).toEqual(['free', 'ours']);
  });

  it.each([
    ['was never announced', () => undefined, { kind: 'unknown-attachment', index: 1 }],
    ['was not uploaded', () => add('bad', undefined), { kind: 'not-uploaded', storedBytes: 0 }],
    ['has another size', () => add('bad', 4), { kind: 'not-uploaded', index: 1, storedBytes: 4 }],
    ['belongs to another conversation', () => add('bad', 5, '1001'), { kind: 'attachment-in-use' }],
  ])('claims nothing if one of two files %s (S19)', async (_name, prepare, refusal) => {
    add('free', 5);
    prepare();
    expect(await claim('free', 'bad')).toMatchObject({ index: 1, ...refusal });
    expect(claimed).toEqual([]);
  });

  it('claims a file once though it is named twice', async () => {
    add('free', 5);
    expect(await claim('free', 'free')).toMatchObject({ attachments: [{ attachmentId: 'free' }] });
    expect(claimed).toEqual(['free']);
  });

  it('says which file another message has claimed meanwhile', async () => {
    add('free', 5);
    add('taken', 5);
    const late: UploadStore = { ...uploads, claim: async () => 1 };
    expect(await claimAttachments(['free', 'taken'], '1000', late)).toEqual({
      kind: 'attachment-in-use',
      index: 1,
    });
  });
});
