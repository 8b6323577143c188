import { readFileSync } from 'node:fs';
import { CfnDeletionPolicy, CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** `-c carriedParameters=FILE`, set by `npm run deploy`. */
const CONTEXT = 'carriedParameters';

interface CarriedParameter {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/**
 * The settings' parameters that a stack of version 0.1.0 owns, as in its deployed template, but retained. CloudFormation uses the deletion
 * policy of the previous template, so after one deployment with them the next may leave them out (docs/deploy.md, "Update from 0.1.0").
 */
export class CarriedParameters extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const file: unknown = this.node.tryGetContext(CONTEXT);
    if (typeof file !== 'string') return;
    const resources: Record<string, CarriedParameter> = JSON.parse(readFileSync(file, 'utf8'));
    for (const [logicalId, { Type, Properties }] of Object.entries(resources)) {
      const resource = new CfnResource(this, logicalId, { type: Type, properties: Properties });
      resource.overrideLogicalId(logicalId);
      resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
      resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    }
  }
}
