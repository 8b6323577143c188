import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type {
  ClaimResult,
  IdempotencyStore,
  StoredAnswer,
} from '../../../../steps/chatting/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

const KEPT_SECONDS = 86_400;
/** Longer than the function may run: a claim that is older belongs to a try that died. */
const CLAIM_HELD_MS = 35_000;

type Claim = Parameters<IdempotencyStore['claim']>[0];

/**
 * One item for each key: `digest` of the request, `heldUntil` while a try is at work, `reserved_<name>` for ids, `answer` once it is done.
 */
async function claim(table: Table, given: Claim): Promise<ClaimResult> {
  const { tokenId, idempotencyKey, requestDigest, nowMs } = given;
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.idempotency(tokenId, idempotencyKey),
        ConditionExpression:
          'attribute_not_exists(pk) OR (digest = :digest AND attribute_not_exists(answer) AND heldUntil < :nowMs)',
        UpdateExpression:
          'SET digest = :digest, heldUntil = :until, expiresAt = if_not_exists(expiresAt, :expiresAt)',
        ExpressionAttributeValues: {
          ':digest': requestDigest,
          ':nowMs': nowMs,
          ':until': nowMs + CLAIM_HELD_MS,
          ':expiresAt': Math.floor(nowMs / 1000) + KEPT_SECONDS,
        },
      }),
    );
    return { kind: 'claimed' };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return whyNotOurs(table, given);
  }
}

async function whyNotOurs(table: Table, given: Claim): Promise<ClaimResult> {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: keys.idempotency(given.tokenId, given.idempotencyKey),
      ConsistentRead: true,
    }),
  );
  if (Number(Item?.expiresAt) * 1000 < given.nowMs)
    return claimAfresh(table, given, Item?.expiresAt);
  if (Item && Item.digest !== given.requestDigest) return { kind: 'other-request' };
  if (Item?.answer) return { kind: 'answered', answer: Item.answer as StoredAnswer };
  return { kind: 'in-flight' };
}

/** DynamoDB takes expired items away within days: until then they are in the way. */
async function claimAfresh(table: Table, given: Claim, expiresAt: unknown): Promise<ClaimResult> {
  try {
    await table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: keys.idempotency(given.tokenId, given.idempotencyKey),
        ConditionExpression: 'expiresAt = :expiresAt',
        ExpressionAttributeValues: { ':expiresAt': expiresAt },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  return claim(table, given);
}

async function reserve(
  { client, name: TableName }: Table,
  [tokenId, idempotencyKey, name, proposed]: Parameters<IdempotencyStore['reserve']>,
): Promise<string> {
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName,
      Key: keys.idempotency(tokenId, idempotencyKey),
      UpdateExpression: 'SET #reserved = if_not_exists(#reserved, :proposed)',
      ExpressionAttributeNames: { '#reserved': `reserved_${name}` },
      ExpressionAttributeValues: { ':proposed': proposed },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return String(Attributes?.[`reserved_${name}`]);
}

async function release(
  { client, name: TableName }: Table,
  [tokenId, idempotencyKey, { forget }]: Parameters<IdempotencyStore['release']>,
): Promise<void> {
  const Key = keys.idempotency(tokenId, idempotencyKey);
  if (forget) {
    await client.send(new DeleteCommand({ TableName, Key }));
    return;
  }
  await client.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET heldUntil = :free',
      ExpressionAttributeValues: { ':free': 0 },
    }),
  );
}

/** Idempotency keys of the chat API, kept for 24 h. */
export function createIdempotencyTable(table: Table): IdempotencyStore {
  return {
    claim: (given) => claim(table, given),
    reserve: (...given) => reserve(table, given),
    async complete(tokenId, idempotencyKey, answer) {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: keys.idempotency(tokenId, idempotencyKey),
          UpdateExpression: 'SET answer = :answer',
          ExpressionAttributeValues: { ':answer': answer },
        }),
      );
    },
    release: (...given) => release(table, given),
  };
}
