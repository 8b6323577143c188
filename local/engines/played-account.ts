import { pageOf } from './page-of.ts';
import { type QueryValue, writeFields } from './query-fields.ts';
import { ServiceError } from './service-error.ts';
import type { QueryService, RestService } from './services-server.ts';

/** An identity in SES. */
export interface PlayedIdentity {
  isVerified: boolean;
  isDkimVerified: boolean;
  /** Whether bounces also come as mails. */
  forwardsFeedback: boolean;
  /** In the names of its DKIM records. */
  dkimTokens?: string[];
}

/** A deployed stack as CloudFormation describes it. */
export interface PlayedStack {
  status: string;
  outputs: Record<string, string>;
  resources: { logicalId: string; physicalId: string; type: string }[];
  /** JSON. */
  template: string;
  /** Against deletion. */
  isProtected?: boolean;
}

/** The state of the account around the pipeline. Tests may change it at any time. */
export interface AccountState {
  /** By domain or address. */
  identities: Record<string, PlayedIdentity>;
  isSendingEnabled: boolean;
  isInSandbox: boolean;
  /** What AWS thinks of the mail that the account sends. */
  standing: 'HEALTHY' | 'PROBATION' | 'SHUTDOWN';
  mailsPerDay: number;
  mailsPerSecond: number;
  sentToday: number;
  /** Lambda's limit for the whole account. */
  concurrentExecutions: number;
  stacks: Record<string, PlayedStack>;
}

/** An account as docs/deploy.md asks for. */
export const openAccountState = (): AccountState => ({
  identities: {},
  isSendingEnabled: true,
  isInSandbox: false,
  standing: 'HEALTHY',
  mailsPerDay: 50_000,
  mailsPerSecond: 14,
  sentToday: 0,
  concurrentExecutions: 1000,
  stacks: {},
});

/** Answers of SES about identities and quota, and of CloudFormation about stacks: for the doctor, the preflight and a deployment. */
export const accountService = (account: AccountState): QueryService => ({
  ...identityCalls(account),
  ...stackCalls(account),
  GetSendQuota: () =>
    writeFields(
      Object.fromEntries(
        Object.entries(quotaOf(account)).map(([name, value]) => [name, String(value)]),
      ),
    ),
});

const quotaOf = ({ mailsPerDay, mailsPerSecond, sentToday }: AccountState) => ({
  Max24HourSend: mailsPerDay,
  MaxSendRate: mailsPerSecond,
  SentLast24Hours: sentToday,
});

function identityCalls({ identities }: AccountState): QueryService {
  const describe =
    (list: string, fieldsOf: (identity: PlayedIdentity) => { [field: string]: QueryValue }) =>
    (form: URLSearchParams): string => {
      const asked = [...form].flatMap(([name, value]) =>
        name.startsWith('Identities.member.') ? [value] : [],
      );
      const entries = asked.flatMap((name) => {
        const identity = identities[name];
        return identity ? [{ key: name, value: fieldsOf(identity) }] : [];
      });
      return `<${list}>${entries.map((entry) => `<entry>${writeFields(entry)}</entry>`).join('')}</${list}>`;
    };
  const statusOf = (isGood: boolean) => (isGood ? 'Success' : 'Pending');
  return {
    GetIdentityVerificationAttributes: describe('VerificationAttributes', ({ isVerified }) => ({
      VerificationStatus: statusOf(isVerified),
    })),
    GetIdentityDkimAttributes: describe('DkimAttributes', ({
      isDkimVerified,
      dkimTokens = [],
    }) => ({
      DkimEnabled: 'true',
      DkimVerificationStatus: statusOf(isDkimVerified),
      DkimTokens: dkimTokens,
    })),
    GetIdentityNotificationAttributes: describe('NotificationAttributes', ({
      forwardsFeedback,
    }) => ({ ForwardingEnabled: String(forwardsFeedback) })),
  };
}

/** Of a page of CloudFormation's. */
const RESOURCES_PER_PAGE = 100;

function stackCalls({ stacks }: AccountState): QueryService {
  const find = (form: URLSearchParams): [string, PlayedStack] => {
    const name = form.get('StackName') ?? '';
    const stack = stacks[name];
    if (stack) return [name, stack];
    throw new ServiceError('ValidationError', `Stack with id ${name} does not exist`);
  };
  return {
    DescribeStacks: (form) => {
      const [StackName, { status, outputs, isProtected = false }] = find(form);
      return writeFields({
        Stacks: [
          {
            StackName,
            StackId: `arn:aws:cloudformation:eu-west-1:000000000000:stack/${StackName}/local`,
            StackStatus: status,
            CreationTime: '2026-01-01T00:00:00Z',
            EnableTerminationProtection: String(isProtected),
            Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
              OutputKey,
              OutputValue,
            })),
          },
        ],
      });
    },
    ListStackResources: (form) => {
      const [, { resources }] = find(form);
      const NextToken = form.get('NextToken') ?? undefined;
      const { page, ...next } = pageOf(resources, RESOURCES_PER_PAGE, { NextToken });
      return writeFields({
        ...next,
        StackResourceSummaries: page.map(({ logicalId, physicalId, type }) => ({
          LogicalResourceId: logicalId,
          PhysicalResourceId: physicalId,
          ResourceType: type,
          LastUpdatedTimestamp: '2026-01-01T00:00:00Z',
          ResourceStatus: 'CREATE_COMPLETE',
        })),
      });
    },
    UpdateTerminationProtection: (form) => {
      const [, stack] = find(form);
      stack.isProtected = form.get('EnableTerminationProtection') === 'true';
      return writeFields({ StackId: 'local' });
    },
    GetTemplate: (form) => writeFields({ TemplateBody: find(form)[1].template }),
  };
}

/** Lambda's quota, and the account in version 2 of SES's API. */
export const accountSettings =
  (account: AccountState): RestService =>
  ({ method, path }) => {
    if (method !== 'GET') return undefined;
    if (path.startsWith('/2016-08-19/account-settings')) {
      const AccountLimit = { ConcurrentExecutions: account.concurrentExecutions };
      return { status: 200, value: { AccountLimit } };
    }
    if (path !== '/v2/email/account') return undefined;
    return {
      status: 200,
      value: {
        SendQuota: quotaOf(account),
        SendingEnabled: account.isSendingEnabled,
        ProductionAccessEnabled: !account.isInSandbox,
        EnforcementStatus: account.standing,
      },
    };
  };
