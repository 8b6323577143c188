import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { CarriedParameters } from './carried-parameters.ts';
import type { Configuration } from './configuration.ts';
import { INDEXES } from './conversation-table.ts';
import { EmailPiping } from './email-piping.ts';
import type { EmailPipingProps } from './email-piping-props.ts';

/** Termination protection is on by default for this stage: destroying its stack by mistake would stop all mail. */
const PROTECTED_STAGE = 'production';

export interface EmailPipingStackProps extends StackProps {
  readonly configuration: Configuration;
}

/** One stage of email piping, from the configuration file. */
export class EmailPipingStack extends Stack {
  constructor(scope: Construct, id: string, props: EmailPipingStackProps) {
    const { configuration, ...stackProps } = props;
    super(scope, id, {
      terminationProtection:
        configuration.terminationProtection ?? configuration.stage === PROTECTED_STAGE,
      ...stackProps,
    });
    // "Default" adds nothing to logical ids, so stacks that were
    // deployed before this construct existed keep their resources.
    const piping = new EmailPiping(this, 'Default', this.#propsFrom(configuration));
    new CarriedParameters(this, 'CarriedParameters');
    for (const [name, value] of Object.entries(piping.outputs))
      new CfnOutput(this, name, { value });
    for (const [name, value] of Object.entries(configuration.tags)) Tags.of(this).add(name, value);
    const { permissionsBoundaryArn } = configuration;
    if (permissionsBoundaryArn === undefined) return;
    PermissionsBoundary.of(this).apply(
      ManagedPolicy.fromManagedPolicyArn(this, 'PermissionsBoundary', permissionsBoundaryArn),
    );
  }

  /** Turns the names and ARNs of the file into CDK's objects. */
  #propsFrom(configuration: Configuration): EmailPipingProps {
    const {
      existingTable,
      existingBucketName,
      encryptionKeyArn,
      hostedZone,
      permissionsBoundaryArn: _boundary,
      tags: _tags,
      terminationProtection: _protection,
      ...values
    } = configuration;
    return {
      ...values,
      ...(existingTable && {
        existingTable: Table.fromTableAttributes(this, 'ExistingTable', {
          tableArn: existingTable.arn,
          tableStreamArn: existingTable.streamArn,
          globalIndexes: INDEXES,
        }),
      }),
      ...(existingBucketName && {
        existingBucket: Bucket.fromBucketName(this, 'ExistingBucket', existingBucketName),
      }),
      ...(encryptionKeyArn && {
        encryptionKey: Key.fromKeyArn(this, 'EncryptionKey', encryptionKeyArn),
      }),
      ...(hostedZone && {
        hostedZone: HostedZone.fromHostedZoneAttributes(this, 'HostedZone', {
          hostedZoneId: hostedZone.id,
          zoneName: hostedZone.name,
        }),
      }),
    };
  }
}
