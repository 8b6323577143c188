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

const READ_ACTIONS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE_ACTIONS = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
];

export interface ConversationTableProps {
  /** @default - a new table */
  readonly existingTable: ITable | undefined;
  /** @default - a key of AWS */
  readonly encryptionKey: IKey | undefined;
  /** Off while the first deployment may still be rolled back, which must leave nothing behind. */
  readonly deletionProtection: boolean;
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
   * Reads and writes by key and by query; no Scan, nothing that changes the table itself.
   * @param partitions keys that the grantee is held to, such as `MAILBOX#*`. @default - the whole table and its index
   */
  grantReadWriteItems(grantee: IGrantable, ...partitions: string[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...READ_ACTIONS, ...WRITE_ACTIONS],
        resources: [this.table.tableArn],
        ...(partitions.length > 0 && {
          conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
        }),
      }),
    );
    if (partitions.length > 0) return;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [`${this.table.tableArn}/index/gsi1`],
      }),
    );
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
      // A first deployment that is rolled back leaves nothing; an update or a destroy keeps the table.
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
    return table;
  }
}
