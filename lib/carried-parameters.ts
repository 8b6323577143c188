import { readFileSync } from 'node:fs';
import { CfnDeletionPolicy, CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** `-c carriedParameters=FILE`, which `npm run deploy` gives. */
const CONTEXT = 'carriedParameters';

interface CarriedParameter {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/**
 * The settings' parameters that a stack of version 0.1.0 owns, as its deployed template has them, but to be retained. One deployment with them,
 * and the next may leave them out: CloudFormation goes by the deletion policy of the template before (docs/deploy.md, "Update from 0.1.0").
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
