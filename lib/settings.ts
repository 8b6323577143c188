import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';

/** 64 letters and digits hold about 380 bits. */
const GENERATED_SECRET_CHARACTERS = 64;

/** A secret that is marked for deletion must be restored before it is written. */
const WRITE_SECRETS = ['CreateSecret', 'PutSecretValue', 'RestoreSecret'].map(
  (action) => `secretsmanager:${action}`,
);

export interface SettingsProps {
  readonly configuration: Configuration;
  /** Encrypts the secrets. @default - the account's key of Secrets Manager */
  readonly encryptionKey: IKey | undefined;
}

/**
 * Settings as SSM parameters, and secrets in Secrets Manager (S20). The stack makes no parameters, because a deployment would overwrite an
 * admin's values. A missing one has its default (`functions/settings/defaults.json`); `npm run settings` and the chat API create them.
 */
export class Settings extends Construct {
  /** `"/email-piping/<stage>/"` */
  readonly path: string;
  /** `"email-piping/<stage>/"` */
  readonly secretsPrefix: string;
  readonly #tokenKeys: ISecret;
  readonly #apiTokens: ISecret;
  readonly #props: SettingsProps;

  constructor(scope: Construct, id: string, props: SettingsProps) {
    super(scope, id);
    this.#props = props;
    const { stage } = props.configuration;
    this.path = `/email-piping/${stage}/`;
    this.secretsPrefix = `email-piping/${stage}/`;
    this.#tokenKeys = this.#generateSecret(
      'TokenKeys',
      'token-keys',
      'Signs tags, tokens, references and links (S2)',
    );
    this.#apiTokens = this.#generateSecret(
      'ApiTokens',
      'api-tokens',
      'Bearer tokens of the chat API',
    );
  }

  /** With their former values: the last good one stays in force, also in a function that has just started (S20). */
  grantReadSettings(grantee: IGrantable): void {
    this.grantReadTexts(grantee);
    this.#allow(grantee, ['ssm:GetParameterHistory'], [this.#parametersArn()]);
  }

  grantReadTexts(grantee: IGrantable): void {
    const below = Stack.of(this).formatArn({
      service: 'ssm',
      resource: `parameter${this.path.slice(0, -1)}`,
    });
    this.#allow(grantee, ['ssm:GetParametersByPath'], [below, `${below}/*`]);
  }

  grantReadTokenKeys(grantee: IGrantable): void {
    this.#allowReading(grantee, this.#tokenKeys);
  }

  grantReadApiTokens(grantee: IGrantable): void {
    this.#allowReading(grantee, this.#apiTokens);
  }

  /** Passwords of mailboxes, by the names that teams add later (R2). Refresh tokens end, so the poller keeps the new ones that it is given. */
  grantRenewMailboxSecrets(grantee: IGrantable): void {
    this.#allow(
      grantee,
      ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      [this.#secretsArn('mailboxes')],
    );
  }

  /** For admins who change a setting through the chat API. */
  grantWriteSettings(grantee: IGrantable): void {
    this.#allow(grantee, ['ssm:PutParameter'], [this.#parametersArn()]);
  }

  /** For admins who set a mailbox's password through the chat API, which never reads one. */
  grantWriteMailboxSecrets(grantee: IGrantable): void {
    this.#allow(grantee, WRITE_SECRETS, [this.#secretsArn('mailboxes')]);
  }

  /** One secret for each webhook, by its id. Whoever writes them cannot read them. */
  grantWriteWebhookSecrets(grantee: IGrantable): void {
    this.#allow(grantee, WRITE_SECRETS, [this.#secretsArn('webhooks')]);
  }

  grantRemoveWebhookSecrets(grantee: IGrantable): void {
    this.#allow(grantee, ['secretsmanager:DeleteSecret'], [this.#secretsArn('webhooks')]);
  }

  grantReadWebhookSecrets(grantee: IGrantable): void {
    this.#allow(grantee, ['secretsmanager:GetSecretValue'], [this.#secretsArn('webhooks')]);
  }

  #parametersArn(): string {
    return Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${this.path}*` });
  }

  #secretsArn(group: 'mailboxes' | 'webhooks'): string {
    return Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: `secret:${this.secretsPrefix}${group}`,
      resourceName: '*',
    });
  }

  /**
   * Generated at deployment, so that no key is in the template. The functions read `{"generated": text}`
   * as the first key (decision 0023). Kept when the stack is deleted: CloudFormation deletes secrets
   * without a recovery window, and without the keys no reply to a sent mail could be read.
   */
  #generateSecret(id: string, name: string, description: string): ISecret {
    const secretName = `${this.secretsPrefix}${name}`;
    const { configuration, encryptionKey } = this.#props;
    if (configuration.existingSecrets) return Secret.fromSecretNameV2(this, id, secretName);
    return new Secret(this, id, {
      secretName,
      description,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(encryptionKey !== undefined && { encryptionKey }),
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'generated',
        passwordLength: GENERATED_SECRET_CHARACTERS,
        excludePunctuation: true,
      },
    });
  }

  /** The ARN of a secret that is only known by its name ends in six unknown characters. */
  #allowReading(grantee: IGrantable, secret: ISecret): void {
    const arn = secret.secretFullArn ?? `${secret.secretArn}-??????`;
    this.#allow(grantee, ['secretsmanager:GetSecretValue'], [arn]);
  }

  #allow(grantee: IGrantable, actions: string[], resources: string[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  }
}
