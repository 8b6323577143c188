import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamodbEngine } from '../engines/dynamodb-engine.ts';
import type { Parameters } from '../engines/parameters.ts';
import type { AccountState } from '../engines/played-account.ts';
import type { PlayedRuleSets } from '../engines/receipt-rule-sets.ts';
import type { Secrets } from '../engines/secrets.ts';
import type { StorageEngine } from '../engines/storage-engine.ts';
import type { Activity } from '../events/activity.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { EventSourceMapping } from '../events/event-source-mapping.ts';
import type { Happenings } from '../events/happenings.ts';
import type { Schedules } from '../events/schedules.ts';
import type { Topics } from '../events/topics.ts';
import type { FunctionRegistry } from '../functions/function-registry.ts';
import type { Rights } from '../rights/collect-rights.ts';

/** An SES receipt rule: its recipients, and where their mail goes. */
export interface ReceiptRule {
  isEnabled: boolean;
  /** Addresses and domains. When empty, every mail matches. */
  recipients: string[];
  isScanned: boolean;
  bucketName: string;
  objectKeyPrefix: string;
  topicArn: string | undefined;
}

/** SES sends these events about the configuration set's mails to this topic. */
export interface FeedbackDestination {
  configurationSetName: string;
  eventTypes: string[];
  topicArn: string;
}

/** What the creators of resources add to: the engines, and what the doors and event sources use afterwards. */
export interface Machine {
  stackName: string;
  /** The state of the account around the pipeline. */
  account: AccountState;
  ruleSets: PlayedRuleSets;
  /** URL of the HTTP API on this machine. */
  apiUrl: string;
  assets: ReadonlyMap<string, string>;
  dynamodb: DynamoDBClient;
  dynamodbEngine: Pick<DynamodbEngine, 'endpoint' | 'kind' | 'hasChanged'>;
  s3: S3Client;
  storage: StorageEngine;
  parameters: Parameters;
  secrets: Secrets;
  topics: Topics;
  bus: EventBus;
  schedules: Schedules;
  functions: FunctionRegistry;
  activity: Activity;
  happenings: Happenings;
  /** Values for secrets, by name, instead of generated ones. */
  givenSecrets: ReadonlyMap<string, string>;
  mappings: EventSourceMapping[];
  receiptRules: ReceiptRule[];
  feedbackDestinations: FeedbackDestination[];
  /** The function that answers every request to the HTTP API. Empty until the API is created. */
  apiFunctionArn: string;
  rights: Rights;
}
