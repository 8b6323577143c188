import { bad, type Finding, good, hint } from './finding.ts';
import type { KeptTable, TableIndex } from './ports.ts';

const KEYS = ['pk', 'sk'];

/** The indexes that lib/conversation-table.ts creates. */
const INDEXES: readonly Omit<TableIndex, 'isReady'>[] = [
  { name: 'gsi1', keys: ['gsi1pk', 'gsi1sk'], projection: 'ALL' },
  { name: 'gsi2', keys: ['gsi2pk', 'gsi2sk'], projection: 'KEYS_ONLY' },
];

const STREAM_VIEW = 'NEW_AND_OLD_IMAGES';
const EXPIRY = 'expiresAt';

/** Whether the functions can work on an existing table: its keys, indexes, stream and TTL. */
export function examineKeptTable(
  wanted: { arn: string; streamArn: string } | undefined,
  kept: KeptTable | undefined,
): Finding[] {
  if (wanted === undefined) return [];
  if (kept === undefined) {
    return [bad(`there is no table ${wanted.arn}`, 'leave existingTable out, or correct it')];
  }
  const found = [
    ...examineKeys(kept),
    ...INDEXES.flatMap((index) => examineIndex(index, kept)),
    ...examineStream(wanted.streamArn, kept),
    ...examineExpiry(kept),
  ];
  return found.some(({ state }) => state === 'bad')
    ? found
    : [good(`the table ${kept.name}`), ...found];
}

const examineKeys = ({ name, keys }: KeptTable): Finding[] =>
  isSame(keys, KEYS)
    ? []
    : [
        bad(
          `the keys of the table ${name} are ${keys.join(' and ')}, not ${KEYS.join(' and ')}`,
          'it is not a table of this product: leave existingTable out, or name another',
        ),
      ];

function examineIndex(wanted: (typeof INDEXES)[number], { name, indexes }: KeptTable): Finding[] {
  const there = indexes.find((index) => index.name === wanted.name);
  if (there === undefined) {
    return [bad(`the table ${name} has no index ${wanted.name}`, creationOf(wanted, name))];
  }
  if (!isSame(there.keys, wanted.keys) || there.projection !== wanted.projection) {
    return [
      bad(
        `the index ${wanted.name} of the table ${name} has ${there.keys.join(' and ')} with ${there.projection}, not ${wanted.keys.join(' and ')} with ${wanted.projection}`,
        `remove it, then ${creationOf(wanted, name)}`,
      ),
    ];
  }
  if (there.isReady) return [];
  return [bad(`the index ${wanted.name} of the table ${name} is still being made`, 'wait for it')];
}

/** The command that creates the index; docs/deploy.md has the same one for `gsi2`. */
function creationOf({ name, keys, projection }: (typeof INDEXES)[number], table: string): string {
  const KeySchema = keys.map((AttributeName, place) => ({
    AttributeName,
    KeyType: place === 0 ? 'HASH' : 'RANGE',
  }));
  const Create = { IndexName: name, KeySchema, Projection: { ProjectionType: projection } };
  const attributes = keys.map((key) => `AttributeName=${key},AttributeType=S`).join(' ');
  return `aws dynamodb update-table --table-name ${table} --attribute-definitions ${attributes} --global-secondary-index-updates '${JSON.stringify([{ Create }])}'`;
}

function examineStream(wanted: string, { name, stream }: KeptTable): Finding[] {
  if (stream === undefined || stream.view !== STREAM_VIEW) {
    return [
      bad(
        `the table ${name} has no stream of new and old images`,
        `aws dynamodb update-table --table-name ${name} --stream-specification StreamEnabled=true,StreamViewType=${STREAM_VIEW}, then set existingTable.streamArn to its ARN`,
      ),
    ];
  }
  if (stream.arn === wanted) return [];
  return [
    bad(
      `the stream of the table ${name} is ${stream.arn}, not ${wanted}`,
      `set existingTable.streamArn to ${stream.arn}`,
    ),
  ];
}

const examineExpiry = ({ name, expiresBy }: KeptTable): Finding[] =>
  expiresBy === EXPIRY
    ? []
    : [
        hint(
          `the table ${name} does not delete expired items (TTL)`,
          `aws dynamodb update-time-to-live --table-name ${name} --time-to-live-specification Enabled=true,AttributeName=${EXPIRY}`,
        ),
      ];

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((one, place) => one === others[place]);
