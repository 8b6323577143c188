import { describe, expect, it } from 'vitest';
import { openParameters } from '../../../local/engines/parameters.ts';
import { accountService, openAccountState } from '../../../local/engines/played-account.ts';
import { openSecrets } from '../../../local/engines/secrets.ts';
import { openState } from '../../../local/engines/state.ts';

type Actions = Record<string, (request: object) => object>;

const state = openState(undefined);
const secrets = openSecrets(state.space('secrets')).service as Actions;
const parameters = openParameters(state.space('parameters'), () => undefined).service as Actions;

const VERSION = 'v'.repeat(32);

describe('the local Secrets Manager', () => {
  const create = (fields: object) => () =>
    secrets.CreateSecret?.({ Name: 'a', SecretString: 's', ...fields });

  it.each([
    [{ Name: 'a:b' }, /^Invalid name/],
    [{ Name: 'a b' }, /^Invalid name/],
    [{ Name: 'x'.repeat(513) }, /^Invalid name/],
    [{ SecretString: '' }, /^A secret has/],
    [{ SecretString: 'x'.repeat(65_537) }, /^A secret has/],
    [{ ClientRequestToken: 'short' }, /^ClientRequestToken has/],
    [{ ClientRequestToken: 'x'.repeat(65) }, /^ClientRequestToken has/],
  ])('refuses %j', (fields, reason) => {
    expect(create(fields)).toThrow(reason);
  });

  it('lists secrets page by page', () => {
    for (let n = 1; n <= 101; n += 1) create({ Name: `many/${n}` })();
    const Filters = [{ Key: 'name', Values: ['many/'] }];
    const first = secrets.ListSecrets?.({ Filters });
    expect(first).toMatchObject({ SecretList: { length: 100 }, NextToken: '100' });
    expect(secrets.ListSecrets?.({ Filters, NextToken: '100' })).toMatchObject({
      SecretList: { length: 1 },
    });
  });

  it('lets a secret that is marked for deletion only be restored', () => {
    create({ Name: 'gone', ClientRequestToken: VERSION })();
    const window = (days: number) => () =>
      secrets.DeleteSecret?.({ SecretId: 'gone', RecoveryWindowInDays: days });
    expect(window(6)).toThrow(/7 and 30 days/);
    window(7)();
    for (const call of [window(7), create({ Name: 'gone' })]) {
      expect(call).toThrow(/marked for deletion/);
    }
    secrets.RestoreSecret?.({ SecretId: 'gone' });
    expect(secrets.GetSecretValue?.({ SecretId: 'gone', VersionId: VERSION })).toMatchObject({
      SecretString: 's',
    });
  });
});

describe('the local Parameter Store', () => {
  it('refuses a new parameter without a type', () => {
    expect(() => parameters.PutParameter?.({ Name: '/untyped', Value: 'a' })).toThrow(
      'A parameter type is required when you create a parameter.',
    );
  });

  it('gives former values page by page', () => {
    for (let n = 1; n <= 51; n += 1)
      parameters.PutParameter?.({ Name: '/often', Value: `${n}`, Type: 'String', Overwrite: true });
    const first = parameters.GetParameterHistory?.({ Name: '/often' });
    expect(first).toMatchObject({ Parameters: { length: 50 }, NextToken: '50' });
    const last = parameters.GetParameterHistory?.({ Name: '/often', NextToken: '50' });
    expect(last).toEqual({ Parameters: [expect.objectContaining({ Value: '1' })] });
  });

  it.each(['', 'x'.repeat(4097), 'Board {{team}}'])('refuses a value of %j', (Value) => {
    expect(() => parameters.PutParameter?.({ Name: '/a', Value, Type: 'String' })).toThrow();
  });
});

describe('the local CloudFormation', () => {
  it('lists the resources of a stack page by page', () => {
    const resources = Array.from({ length: 101 }, (_, n) => ({
      logicalId: `Logical${n}`,
      physicalId: `physical-${n}`,
      type: 'AWS::SQS::Queue',
    }));
    const stack = { status: 'CREATE_COMPLETE', outputs: {}, resources, template: '{}' };
    const account = accountService({ ...openAccountState(), stacks: { big: stack } });
    const list = (more: object) =>
      account.ListStackResources?.(new URLSearchParams({ StackName: 'big', ...more })) ?? '';
    expect(list({})).toContain('<NextToken>100</NextToken>');
    expect(list({})).not.toContain('physical-100');
    expect(list({ NextToken: '100' })).toMatch(/^(?!.*NextToken).*physical-100/s);
  });
});
