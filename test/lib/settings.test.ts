import { describe, expect, it } from 'vitest';
import { SETTING_DEFAULTS } from '../../functions/settings/settings.ts';
import { resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();

describe('Settings', () => {
  it('are parameters with the defaults, and the piping address as sender (S20)', () => {
    const parameters = resourcesOf(template, 'AWS::SSM::Parameter').map(({ properties }) => [
      properties.Name,
      properties.Value,
    ]);
    const expected = { ...SETTING_DEFAULTS, 'sender-address': 'support@example.com' };
    expect(Object.fromEntries(parameters)).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, value]) => [`/email-piping/test/${name}`, value]),
      ),
    );
  });

  it('make the secrets at deployment: no key stands in the template', () => {
    const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret');
    expect(secrets.map(({ properties }) => properties.Name).sort()).toEqual([
      'email-piping/test/api-tokens',
      'email-piping/test/token-keys',
    ]);
    for (const { properties } of secrets) {
      expect(properties.SecretString).toBeUndefined();
      expect(properties.GenerateSecretString).toMatchObject({
        GenerateStringKey: 'generated',
        PasswordLength: 64,
        SecretStringTemplate: '{}',
      });
    }
  });
});
