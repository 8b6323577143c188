import { describe, expect, it } from 'vitest';
import { calledActions } from './called-actions.ts';
import { functionsOf, resourcesOf, synthesize } from './synthesize.ts';

interface Statement {
  Action: string | string[];
  Resource: unknown;
}

const template = synthesize({ eventBusName: 'company-events' });
const policies = resourcesOf(template, 'AWS::IAM::Policy');

function statementsOf(roleId: string): Statement[] {
  return policies
    .filter(({ properties }) => properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);
}

/** Each action of a function with the end of the resource's name: `"s3:GetObject /inbound/*"`. */
function rightsOf(name: string): string[] {
  const roleId = functionsOf(template).get(name)?.properties.Role['Fn::GetAtt'][0];
  return statementsOf(roleId).flatMap(({ Action, Resource }) =>
    [Action]
      .flat()
      .flatMap((action) => [Resource].flat().map((resource) => `${action} ${shorten(resource)}`)),
  );
}

function shorten(resource: unknown): string {
  const text = JSON.stringify(resource);
  const folder = /"(\/[a-z/]+\/\*)"/.exec(text)?.[1];
  return folder ?? text.replace(/[0-9A-F]{8}"/g, '"');
}

const who = (right: string): string[] =>
  [...functionsOf(template).keys()].filter((name) =>
    rightsOf(name).some((granted) => granted.startsWith(right)),
  );

const whoOf = (right: RegExp): string[] =>
  [...functionsOf(template).keys()].filter((name) =>
    rightsOf(name).some((granted) => right.test(granted)),
  );

/** Part of a store that is only read from. */
const NEVER_CALLED: Record<string, string[]> = { 'deliver-webhooks': ['s3:PutObject'] };

describe('rights', () => {
  it.each([...functionsOf(template).keys()])(
    '%s has a right to every action that its code can call',
    (name) => {
      const granted = new Set(rightsOf(name).map((right) => right.split(' ')[0]));
      for (const action of NEVER_CALLED[name] ?? []) granted.add(action);
      expect(calledActions(name).filter((action) => !granted.has(action))).toEqual([]);
    },
  );

  it.each(['parse-mail', 'serve-api', 'notify', 'deliver-webhooks', 'record-feedback'])(
    'let %s read message bodies that are too long for an item',
    (name) => {
      expect(rightsOf(name)).toContain('s3:GetObject /bodies/*');
    },
  );

  it('let only notify send mail', () => {
    expect(who('ses:Send')).toEqual(['notify']);
  });

  it('let only serve-api read the API tokens', () => {
    expect(whoOf(/secretsmanager.*ApiTokens/)).toEqual(['serve-api']);
  });

  it('let only functions that make or read tokens read the token keys (S2)', () => {
    expect(
      [...functionsOf(template).keys()]
        .filter((name) => rightsOf(name).some((right) => /secretsmanager.*TokenKeys/.test(right)))
        .sort(),
    ).toEqual(['notify', 'parse-mail', 'serve-api']);
  });

  it("let only poll-mailboxes read the mailboxes' passwords (R2)", () => {
    expect(whoOf(/GetSecretValue.*mailboxes/)).toEqual(['poll-mailboxes']);
  });

  it('let only serve-api make them, and only the poller renew them beside it (R2)', () => {
    expect(whoOf(/CreateSecret.*mailboxes/)).toEqual(['serve-api']);
    expect(whoOf(/PutSecretValue.*mailboxes/).sort()).toEqual(['poll-mailboxes', 'serve-api']);
  });

  it('let only deliver-webhooks read the secrets of webhooks, and only serve-api delete secrets', () => {
    expect(whoOf(/GetSecretValue.*webhooks/)).toEqual(['deliver-webhooks']);
    expect(whoOf(/PutSecretValue.*webhooks/)).toEqual(['serve-api']);
    expect(whoOf(/DeleteSecret/)).toEqual(['serve-api']);
  });

  it('let only erase-person delete mails and bodies (S19)', () => {
    for (const folder of ['inbound', 'polled', 'bodies']) {
      expect(who(`s3:DeleteObject /${folder}/*`)).toEqual(['erase-person']);
    }
  });

  it('let functions that store files delete them, so that a copy of a mail leaves none (S15)', () => {
    expect(who('s3:DeleteObject /attachments/*').sort()).toEqual([
      'erase-person',
      'parse-mail',
      // files of a mail whose handling was killed
      'reconcile',
      'serve-api',
    ]);
    expect(who('s3:DeleteObject /uploads/*').sort()).toEqual(['erase-person', 'serve-api']);
  });

  it('let only serve-api write uploads', () => {
    expect(who('s3:PutObject /uploads/*')).toEqual(['serve-api']);
  });

  it('let only poll-mailboxes write raw mail, and only below polled/', () => {
    expect(who('s3:PutObject /inbound/*')).toEqual([]);
    expect(who('s3:PutObject /polled/*')).toEqual(['poll-mailboxes']);
  });

  it('let functions that read objects list the bucket, so that a missing one is not "forbidden"', () => {
    expect(who('s3:ListBucket').sort()).toEqual(
      [...new Set([...who('s3:GetObject'), 'erase-person'])].sort(),
    );
  });

  it('let no function change or scan the table', () => {
    expect(who('dynamodb:Scan')).toEqual([]);
    expect(who('dynamodb:*')).toEqual([]);
    expect(who('dynamodb:UpdateTable')).toEqual([]);
  });

  it('hold no action with a wildcard', () => {
    for (const name of functionsOf(template).keys()) {
      for (const right of rightsOf(name)) expect(right.split(' ')[0]).not.toContain('*');
    }
  });

  it('hold no managed policy of AWS', () => {
    for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(properties.ManagedPolicyArns).toBeUndefined();
    }
  });
});
