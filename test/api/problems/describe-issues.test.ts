import { describe, expect, it } from 'vitest';
import { describeIssues } from '../../../functions/api/problems/describe-issues.ts';
import { newMessageSchema } from '../../../functions/api/schemas/conversations.ts';

describe('describeIssues', () => {
  it('names every wrong field, also unknown ones', () => {
    const parsed = newMessageSchema.safeParse({
      author: { kind: 'robot', soul: true },
      text: 7,
      'a/b~': 1,
    });
    const pointers = describeIssues(parsed.error?.issues ?? [], 'body').map(
      ({ pointer }) => pointer,
    );
    expect(pointers.toSorted()).toEqual(
      ['/author/kind', '/author/soul', '/a~1b~0', '/text'].toSorted(),
    );
  });
});
