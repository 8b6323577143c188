import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { NoticeStore } from '../../../../steps/notifying/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** Gives a system message one id, whoever comes first: written under that id, it is written once (S17). */
export function createNoticeTable({ client, name }: Table): NoticeStore {
  return {
    claim: async (conversationId, notice, proposal) => {
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: keys.notice(conversationId, notice),
          UpdateExpression:
            'SET messageId = if_not_exists(messageId, :id), createdAt = if_not_exists(createdAt, :at)',
          ExpressionAttributeValues: { ':id': proposal.messageId, ':at': proposal.createdAt },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return { messageId: String(Attributes.messageId), createdAt: String(Attributes.createdAt) };
    },
  };
}
