import { describe, expect, it } from 'vitest';
import { createNoticeTable } from '../../../../../functions/adapters/aws/table/feedback/notice-table.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const { table } = await awsOfFile();

describe('notices', () => {
  it('keep the id of the first claim (S17)', async () => {
    const notices = createNoticeTable(table);
    const claims = await Promise.all(
      [1, 2, 3].map((n) =>
        notices.claim('1', 'over-budget#2026-11-22T10', {
          messageId: `1-0${n}`,
          createdAt: `2026-11-22T10:30:0${n}.000Z`,
        }),
      ),
    );
    expect(new Set(claims.map(({ messageId }) => messageId)).size).toBe(1);
  });
});
