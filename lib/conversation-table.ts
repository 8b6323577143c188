import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { TableKeyList, TableList, TablePartition } from './table-partitions.ts';

/** A transaction's condition on an item that it does not write counts as reading it. */
const READ_ACTIONS = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:ConditionCheckItem',
];
const WRITE_ACTIONS = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
];

export interface ConversationTableProps {
  /** @default - a new table */
  readonly existingTable: ITable | undefined;
  /** @default - a key of AWS */
  readonly encryptionKey: IKey | undefined;
  /** Off for the first deployment, because a rollback of it must leave nothing behind. */
  readonly deletionProtection: boolean;
}

/** The table's indexes. docs/architecture.md says what each holds. */
export const INDEXES = ['gsi1', 'gsi2'];

/** Which partitions a function may read and write. */
export interface ItemRights {
  /** Partitions to read. @default - only those that it writes */
  readonly reads?: readonly TablePartition[];
  /** Partitions to write, and to read. @default - none */
  readonly writes?: readonly TablePartition[];
  /** Partitions of the index `gsi1` to query. @default - none */
  readonly lists?: readonly TableList[];
  /** Partitions of the index `gsi2` to query. @default - none */
  readonly keyLists?: readonly TableKeyList[];
}

/** The one table (docs/architecture.md, "The table"). Its stream is the outbox: what the table does not know did not happen. */
export class ConversationTable extends Construct {
  readonly table: ITable;
  readonly tableName: string;

  constructor(scope: Construct, id: string, props: ConversationTableProps) {
    super(scope, id);
    this.table = props.existingTable ?? this.#create(props);
    this.tableName = this.table.tableName;
  }

  /**
   * Allows reads and writes by key and by query, only in the named partitions: no Scan, and no change to the table itself. A function that
   * may write a partition may also read it. For a query of an index, the leading key is the index's own.
   */
  grantItems(
    grantee: IGrantable,
    { reads = [], writes = [], lists = [], keyLists = [] }: ItemRights,
  ): void {
    const { tableArn } = this.table;
    const statements = [
      { actions: READ_ACTIONS, at: tableArn, partitions: [...writes, ...reads] },
      { actions: WRITE_ACTIONS, at: tableArn, partitions: writes },
      { actions: ['dynamodb:Query'], at: `${tableArn}/index/gsi1`, partitions: lists },
      { actions: ['dynamodb:Query'], at: `${tableArn}/index/gsi2`, partitions: keyLists },
    ];
    for (const { actions, at, partitions } of statements) {
      if (partitions.length === 0) continue;
      const leadingKeys = { 'dynamodb:LeadingKeys': [...new Set(partitions)].sort() };
      grantee.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions,
          resources: [at],
          // in a batch, every key must be among them
          conditions: { 'ForAllValues:StringLike': leadingKeys },
        }),
      );
    }
  }

  #create({ encryptionKey, deletionProtection }: ConversationTableProps): Table {
    const table = new Table(this, 'Default', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...(encryptionKey === undefined
        ? { encryption: TableEncryption.AWS_MANAGED }
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      // A first deployment that is rolled back leaves nothing. An update or a destroy keeps the table.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expiresAt',
    });
    table.addGlobalSecondaryIndex({
      indexName: 'gsi1',
      partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
      sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    // for lists that only functions read: keys alone cost less than copying the whole item at each change
    table.addGlobalSecondaryIndex({
      indexName: 'gsi2',
      partitionKey: { name: 'gsi2pk', type: AttributeType.STRING },
      sortKey: { name: 'gsi2sk', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    return table;
  }
}
