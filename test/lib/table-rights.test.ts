import { describe, expect, it } from 'vitest';
import { namedPartitions } from './called-actions.ts';
import { functionsOf, resourcesOf, synthesize } from './synthesize.ts';

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: { 'ForAllValues:StringLike'?: { 'dynamodb:LeadingKeys'?: string[] } };
}

const template = synthesize();
const functions = [...functionsOf(template).keys()].sort();

function itemStatementsOf(name: string): Statement[] {
  const role = functionsOf(template).get(name)?.properties.Role['Fn::GetAtt'][0];
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
    .flatMap(({ properties }): Statement[] => properties.PolicyDocument.Statement)
    .filter(({ Action }) => /^dynamodb:.*(Item|Query)$/.test([Action].flat()[0] ?? ''));
}

const leadingKeysOf = ({ Condition }: Statement): string[] =>
  Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [];

/** The partitions that a function may reach by an action, of the table or of its index. */
const partitionsOf = (name: string, action: string, isList = false): string[] =>
  itemStatementsOf(name)
    .filter(({ Resource }) => JSON.stringify(Resource).includes('/index/') === isList)
    .filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(leadingKeysOf);

const isAmong = (partition: string, patterns: string[]): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? partition.startsWith(pattern.slice(0, -1)) : partition === pattern,
  );

const whoMay = (action: string, partition: string): string[] =>
  functions.filter((name) => isAmong(partition, partitionsOf(name, action)));

/** Parts of stores that a function opens for something else; the journeys show that they are not used (test/policy/). */
const NEVER_REACHED: Record<string, string[]> = {
  'deliver-webhooks': [
    'AGENT#',
    'AGENT-PRESENCE',
    'AGENTS',
    'AGENTS#',
    'COUNTER',
    'DEPARTMENT#',
    'DEPARTMENTS',
    'CONVERSATIONS#',
    'DUPLICATE#',
    'MAILS#',
    'MAILS-OF#',
    'MESSAGE-ID#',
    'OPENED#',
    'SEEN#',
    'SES#',
    'SUPPRESSIONS',
    'TAKE-OVERS',
    'USERS',
  ],
  'erase-person': ['ERASURES'],
  notify: [
    'AGENT#',
    'CONVERSATIONS#',
    'COUNTER',
    'DEPARTMENT#',
    'DUPLICATE#',
    'LATE-WINDOWS',
    'MAILS#',
    'MAILS-OF#',
    'MESSAGE-ID#',
    'OPENED#',
    'SEEN#',
    'SUPPRESSIONS',
    'TAKE-OVERS',
    'USERS',
  ],
  // a conversation that a mail opens has no agent and no department
  'parse-mail': [
    'AGENT#',
    'ASKED#',
    'CONVERSATIONS#',
    'DEPARTMENT#',
    'MAILS#',
    'MAILS-OF#',
    'TAKE-OVERS',
    'USERS',
  ],
  // a moved conversation keeps its agent and department
  reconcile: [
    'ADDRESS#',
    'AGENT#',
    'DEPARTMENT#',
    'EVENTS',
    'EVENTS#',
    'DELIVERIES#',
    'DUPLICATE#',
    'ERASURE#',
    'MAILS#',
    'MAILS-OF#',
    'MESSAGE-ID#',
    'OPENED#',
    'SEEN#',
    'SES#',
    'DELIVERIES-TO#',
  ],
  'record-feedback': [
    'AGENT#',
    'CONVERSATIONS#',
    'COUNTER',
    'DEPARTMENT#',
    'DUPLICATE#',
    'MAIL#',
    'MAILS-OF#',
    'MESSAGE-ID#',
    'SUPPRESSIONS',
    'TAKE-OVERS',
    'USERS',
  ],
  'serve-api': [
    'ASKED#',
    'DUPLICATE#',
    'ERASURES',
    'EVENTS',
    'EVENTS#',
    'MESSAGE-ID#',
    'OPENED#',
    'SEEN#',
    'SES#',
    'TAKE-OVERS',
  ],
};

describe('rights on the table', () => {
  it.each(functions)('%s reaches partitions by name, never the whole table', (name) => {
    for (const statement of itemStatementsOf(name)) {
      expect(leadingKeysOf(statement).length).toBeGreaterThan(0);
      expect(leadingKeysOf(statement)).not.toContain('*');
    }
  });

  it.each(functions)(
    '%s reaches every partition that its code names (missing ones go into its grantItems in lib/)',
    (name) => {
      const tables = partitionsOf(name, 'dynamodb:GetItem');
      const lists = partitionsOf(name, 'dynamodb:Query', true);
      const missing = namedPartitions(name)
        .filter(({ partition, isList }) => !isAmong(partition, isList ? lists : tables))
        .filter(({ partition }) => {
          const [kind = ''] = partition.split('#');
          const short = partition.includes('#') ? `${kind}#` : partition;
          return !NEVER_REACHED[name]?.includes(short);
        });
      expect(missing).toEqual([]);
    },
  );

  it('poll-mailboxes, which talks to hostile servers, reaches only the state of mailboxes', () => {
    expect(new Set(itemStatementsOf('poll-mailboxes').flatMap(leadingKeysOf))).toEqual(
      new Set(['MAILBOX#*']),
    );
  });

  it('only deliver-webhooks and serve-api change webhooks', () => {
    expect(whoMay('dynamodb:PutItem', 'WEBHOOKS')).toEqual(['deliver-webhooks', 'serve-api']);
    expect(whoMay('dynamodb:GetItem', 'WEBHOOKS')).toEqual([
      'deliver-webhooks',
      'reconcile',
      'serve-api',
    ]);
    expect(whoMay('dynamodb:GetItem', 'EVENT#1')).toEqual([
      'deliver-webhooks',
      'erase-person',
      'reconcile',
      'serve-api',
    ]);
  });

  it('these functions read messages', () => {
    expect(whoMay('dynamodb:GetItem', 'CONVERSATION#1')).toEqual([
      'deliver-webhooks',
      'erase-person',
      'notify',
      'parse-mail',
      'reconcile',
      'record-feedback',
      'serve-api',
    ]);
  });

  it('only parse-mail, reconcile and erase-person write records of mails', () => {
    expect(whoMay('dynamodb:PutItem', 'MAIL#1')).toEqual([
      'erase-person',
      'parse-mail',
      'reconcile',
    ]);
  });

  it('only serve-api writes agents, departments and presence of agents', () => {
    for (const partition of ['AGENTS', 'DEPARTMENTS', 'AGENT-PRESENCE']) {
      expect(whoMay('dynamodb:PutItem', partition)).toEqual(['serve-api']);
    }
  });

  it('notify, record-feedback and deliver-webhooks write no user', () => {
    for (const name of ['notify', 'record-feedback', 'deliver-webhooks']) {
      expect(partitionsOf(name, 'dynamodb:PutItem')).not.toContain('USER#*');
    }
  });

  it('only serve-api reads idempotency answers and rates', () => {
    expect(whoMay('dynamodb:GetItem', 'IDEMPOTENCY#1')).toEqual(['serve-api']);
    expect(whoMay('dynamodb:GetItem', 'RATE#1')).toEqual(['serve-api']);
  });
});
