import { describe, expect, it } from 'vitest';
import { functionsOf, type Resource, resourceOf, resourcesOf, synthesize } from './synthesize.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '111122223333';
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/company-mail`;
const STREAM = `${TABLE}/stream/2026-01-01T00:00:00.000`;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/01234567-89ab-cdef-0123-456789abcdef`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/company-boundary`;

/** Everything that a team may have already. */
const given = synthesize({
  existingTable: { arn: TABLE, streamArn: STREAM },
  existingBucketName: 'company-bucket',
  hostedZone: { id: 'Z0123456789', name: 'example.com' },
  mailFromDomain: 'bounce.example.com',
  apiDomain: { name: 'chat-mail.example.com' },
  permissionsBoundaryArn: BOUNDARY,
  tags: { team: 'support' },
  canary: true,
});
const encrypted = synthesize({ encryptionKeyArn: KEY, activateRuleSet: true });

const records = (): Record<string, Resource['properties']> =>
  Object.fromEntries(
    resourcesOf(given, 'AWS::Route53::RecordSet').map(({ properties }) => [
      `${properties.Type} ${typeof properties.Name === 'string' ? properties.Name : 'dkim'}`,
      properties,
    ]),
  );

const environmentOf = (name: string): Record<string, unknown> =>
  functionsOf(given).get(name)?.properties.Environment.Variables;

describe('an existing table', () => {
  it('is used, with its stream, and none is created', () => {
    expect(resourcesOf(given, 'AWS::DynamoDB::Table')).toEqual([]);
    expect(environmentOf('parse-mail').TABLE_NAME).toBe('company-mail');
    const streams = resourcesOf(given, 'AWS::Lambda::EventSourceMapping').filter(
      ({ properties }) => properties.EventSourceArn === STREAM,
    );
    expect(streams).toHaveLength(2);
  });

  it('is named in the rights, with its indexes', () => {
    const policies = JSON.stringify(resourcesOf(given, 'AWS::IAM::Policy'));
    expect(policies).toContain(`"${TABLE}"`);
    expect(policies).toContain(`"${TABLE}/index/gsi1"`);
    expect(policies).toContain(`"${TABLE}/index/gsi2"`);
  });
});

describe('the active rule set', () => {
  it('is one without a stage in its name if it must be made, so that all stages make the same', () => {
    encrypted.hasResourceProperties('Custom::JoinedReceiptRule', {
      ruleName: 'email-piping-test',
      ownRuleSetName: 'email-piping',
    });
  });
});

describe('an existing bucket', () => {
  it('stores the mail, and only the bucket of failed records is created', () => {
    expect(resourcesOf(given, 'AWS::S3::Bucket').map(({ id }) => id)).toEqual([
      expect.stringContaining('FailedRecords'),
    ]);
    const rule = resourceOf(given, 'AWS::SES::ReceiptRule');
    expect(rule.properties.Rule.Actions[0].S3Action).toMatchObject({
      BucketName: 'company-bucket',
      ObjectKeyPrefix: 'inbound/',
    });
    expect(environmentOf('serve-api').MAIL_BUCKET_NAME).toBe('company-bucket');
  });

  it('notifies the queue of each mail, beside its own notifications', () => {
    const { properties } = resourceOf(given, 'Custom::S3BucketNotifications');
    expect(properties.Managed).toBe(false);
    expect(JSON.stringify(properties.NotificationConfiguration)).toMatch(/inbound\/.*polled\//);
  });
});

describe('a KMS key', () => {
  it('encrypts table, buckets and secrets', () => {
    expect(resourceOf(encrypted, 'AWS::DynamoDB::Table').properties.SSESpecification).toEqual({
      KMSMasterKeyId: KEY,
      SSEEnabled: true,
      SSEType: 'KMS',
    });
    for (const { properties } of resourcesOf(encrypted, 'AWS::S3::Bucket')) {
      expect(properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { KMSMasterKeyID: KEY, SSEAlgorithm: 'aws:kms' },
        },
      ]);
    }
    for (const { properties } of resourcesOf(encrypted, 'AWS::SecretsManager::Secret')) {
      expect(properties.KmsKeyId).toBe(KEY);
    }
  });

  const rights = (name: string) => {
    const role = functionsOf(encrypted).get(name)?.properties.Role['Fn::GetAtt'][0];
    return resourcesOf(encrypted, 'AWS::IAM::Policy')
      .filter(({ properties }) => properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')));
  };

  it('may be used by functions that handle what it encrypts, and through those services alone', () => {
    for (const name of functionsOf(encrypted).keys()) {
      const handlesData = name !== 'check-settings' && name !== 'join-rule-set';
      // CDK adds a right of its own to read the encrypted stream
      const readsStream = name === 'notify' || name === 'deliver-webhooks';
      expect([name, rights(name).length]).toEqual([name, +handlesData + +readsStream]);
    }
    const [{ Resource: at, Condition }] = rights('parse-mail');
    expect(at).toBe(KEY);
    expect(JSON.stringify(Condition.StringEquals['kms:ViaService'])).toMatch(
      /dynamodb\..*s3\..*secretsmanager\./,
    );
  });

  it('is named to the function that makes secrets while the stack stands', () => {
    const told = [...functionsOf(encrypted)].filter(
      ([, { properties }]) => properties.Environment.Variables.SECRETS_KEY_ARN === KEY,
    );
    expect(told.map(([name]) => name).sort()).toEqual(['serve-api']);
  });
});

describe('an existing hosted zone', () => {
  it('gets the records of MX, DKIM and DMARC', () => {
    expect(records()['MX example.com.']).toMatchObject({ HostedZoneId: 'Z0123456789' });
    expect(JSON.stringify(records()['MX example.com.']?.ResourceRecords)).toContain('inbound-smtp');
    const dkim = resourcesOf(given, 'AWS::Route53::RecordSet').filter(
      ({ properties }) => properties.Type === 'CNAME',
    );
    expect(dkim).toHaveLength(3);
    expect(records()['TXT _dmarc.example.com.']?.ResourceRecords).toEqual(['"v=DMARC1; p=none"']);
  });

  it('gets those of the MAIL FROM domain, so that SPF is aligned', () => {
    expect(JSON.stringify(records()['MX bounce.example.com.']?.ResourceRecords)).toContain(
      'feedback-smtp',
    );
    expect(records()['TXT bounce.example.com.']?.ResourceRecords).toEqual([
      '"v=spf1 include:amazonses.com ~all"',
    ]);
    expect(resourceOf(given, 'AWS::SES::EmailIdentity').properties.MailFromAttributes).toEqual({
      MailFromDomain: 'bounce.example.com',
    });
  });

  it('keeps the records by which SES knows the domain, as long as the identity is kept', () => {
    const policies = Object.values(given.findResources('AWS::Route53::RecordSet')).map(
      ({ Properties, DeletionPolicy }) => {
        const isPlain = typeof Properties.Name === 'string';
        return [`${Properties.Type} ${isPlain ? Properties.Name : 'dkim'}`, DeletionPolicy];
      },
    );
    const kept = policies.filter(([, policy]) => policy === 'RetainExceptOnCreate');
    expect(kept.map(([record]) => record).sort()).toEqual([
      'CNAME dkim',
      'CNAME dkim',
      'CNAME dkim',
      'MX bounce.example.com.',
      'TXT bounce.example.com.',
    ]);
  });

  it('is replaced by outputs if there is none', () => {
    expect(resourcesOf(encrypted, 'AWS::Route53::RecordSet')).toEqual([]);
    const outputs = Object.keys(encrypted.toJSON().Outputs);
    for (const name of ['MxRecord', 'DkimRecord1', 'DkimRecord2', 'DkimRecord3']) {
      expect(outputs).toContain(name);
    }
  });
});

describe('a name for the API', () => {
  it('belongs to the API, and is used in links of mails', () => {
    expect(resourceOf(given, 'AWS::ApiGatewayV2::DomainName').properties.DomainName).toBe(
      'chat-mail.example.com',
    );
    expect(resourcesOf(given, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
    expect(records()['A chat-mail.example.com.']?.AliasTarget).toBeDefined();
    expect(environmentOf('notify').API_URL).toBe('https://chat-mail.example.com');
    expect(given.toJSON().Outputs.ApiUrl.Value).toBe('https://chat-mail.example.com');
  });
});

describe('permissions boundary and tags', () => {
  it('are on every role, including CDK’s own', () => {
    const roles = resourcesOf(given, 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(9);
    for (const { id, properties } of roles) {
      expect([id, properties.PermissionsBoundary]).toEqual([id, BOUNDARY]);
    }
  });

  it('are on functions, queues and topics', () => {
    for (const type of ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::SNS::Topic']) {
      for (const { id, properties } of resourcesOf(given, type)) {
        expect([id, properties.Tags]).toEqual([
          id,
          expect.arrayContaining([{ Key: 'team', Value: 'support' }]),
        ]);
      }
    }
  });
});

describe('a canary', () => {
  it('is sent every 15 minutes, and looked for five minutes later', () => {
    const queue = resourceOf(given, 'AWS::SQS::Queue', 'CanaryQueue').properties;
    expect(queue.DelaySeconds).toBe(300);
    expect(resourceOf(given, 'AWS::Events::Rule', 'EveryQuarterOfAnHour').properties).toMatchObject(
      {
        ScheduleExpression: 'rate(15 minutes)',
        State: 'ENABLED',
      },
    );
  });

  it('has alarms if one is lost, and if none is sent', () => {
    const alarm = (part: string) => resourceOf(given, 'AWS::CloudWatch::Alarm', part).properties;
    expect(alarm('SendCanaryErrorLines')).toMatchObject({
      Threshold: 1,
      AlarmDescription: expect.stringMatching(/did not come out.*#a-mail-does-not-arrive$/),
    });
    expect(alarm('SendCanaryStopped').TreatMissingData).toBe('breaching');
  });

  it('may only send from its own address to ours, and query the lists of the index', () => {
    const role = functionsOf(given).get('send-canary')?.properties.Role['Fn::GetAtt'][0];
    const statements = resourcesOf(given, 'AWS::IAM::Policy')
      .filter(({ properties }) => properties.Roles[0].Ref === role)
      .flatMap(({ properties }) => properties.PolicyDocument.Statement);
    const of = (action: string) => statements.find(({ Action }) => [Action].flat()[0] === action);
    expect(of('ses:SendRawEmail').Condition).toEqual({
      StringEquals: { 'ses:FromAddress': ['canary@example.com'] },
      'ForAllValues:StringLike': {
        'ses:Recipients': ['support@example.com', 'support+canary@example.com'],
      },
    });
    // an existing identity may have a default configuration set, and SES checks the right to it, too
    const resources = JSON.stringify(of('ses:SendRawEmail').Resource);
    expect(resources.match(/[\w-]+\/\*/g)?.sort()).toEqual(['configuration-set/*', 'identity/*']);
    expect(of('dynamodb:Query')).toMatchObject({ Resource: `${TABLE}/index/gsi1` });
    expect(of('dynamodb:GetItem')).toBeUndefined();
  });

  it('does not exist unless configured', () => {
    expect([...functionsOf(encrypted).keys()]).not.toContain('send-canary');
  });
});
