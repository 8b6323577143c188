import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();

describe('Settings', () => {
  it('are no parameters of the stack, as a deployment would overwrite an admin’s values (S20)', () => {
    expect(resourcesOf(template, 'AWS::SSM::Parameter')).toEqual([]);
  });

  it('generate the secrets at deployment, with no key in the template', () => {
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
