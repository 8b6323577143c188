import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { EmailPipingStack } from '../../lib/email-piping-stack.ts';
import { parseConfiguration } from '../../lib/read-configuration.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CONFIGURATION, synthesize } from './synthesize.ts';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** The template of version 0.1.0, without rights, alarms, code and environment. */
const before: { Resources: Record<string, Resource> } = JSON.parse(
  readFileSync('test/lib/fixtures/deployed-0.1.0.json', 'utf8'),
);
const STATEFUL = [
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SES::EmailIdentity',
  'AWS::SES::ReceiptRuleSet',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::ApiGatewayV2::Api',
  'AWS::SSM::Parameter',
];
const parametersOfBefore = Object.fromEntries(
  Object.entries(before.Resources).filter(([, { Type }]) => Type === 'AWS::SSM::Parameter'),
);

/** Losses of resources that have state or a public name: `"WILL_REPLACE AWS::S3::Bucket MailBucket…"`. */
function lossesBetween(older: object, newer: object): string[] {
  const losses: string[] = [];
  fullDiff(older, newer).resources.forEachDifference((id, change) => {
    const type = change.oldResourceType;
    const isLoss = ![
      ResourceImpact.WILL_UPDATE,
      ResourceImpact.WILL_CREATE,
      ResourceImpact.NO_CHANGE,
    ].includes(change.changeImpact);
    if (type !== undefined && STATEFUL.includes(type) && isLoss) {
      losses.push(`${change.changeImpact} ${type} ${id}`);
    }
  });
  return losses;
}

function carryOver(): object {
  const file = join(temporaryFolder('carried'), 'parameters.json');
  writeFileSync(file, JSON.stringify(parametersOfBefore));
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({
    context: { ...context, 'aws:cdk:bundling-stacks': [], carriedParameters: file },
  });
  const stack = new EmailPipingStack(app, 'email-piping-test', {
    configuration: parseConfiguration(CONFIGURATION),
  });
  return Template.fromStack(stack).toJSON();
}

describe('the update from 0.1.0', () => {
  const after = synthesize().toJSON();

  it('replaces and deletes nothing that has state, except the parameters', () => {
    const losses = lossesBetween(before, after).filter((loss) => !loss.includes('SSM::Parameter'));
    expect(losses).toEqual([]);
  });

  it('would delete the parameters, which `npm run deploy` prevents', () => {
    expect(lossesBetween(before, after)).toHaveLength(Object.keys(parametersOfBefore).length);
  });

  it('retains the unchanged parameters in a deployment before', () => {
    const carried = carryOver() as typeof before;
    expect(lossesBetween(before, carried)).toEqual([]);
    for (const [id, { Properties }] of Object.entries(parametersOfBefore)) {
      expect(carried.Resources[id]).toMatchObject({ Properties, DeletionPolicy: 'Retain' });
    }
  });

  it('leaves every parameter in place in the deployment after', () => {
    const losses = lossesBetween(carryOver(), after);
    expect(losses).toHaveLength(Object.keys(parametersOfBefore).length);
    for (const loss of losses) expect(loss).toMatch(/^WILL_ORPHAN AWS::SSM::Parameter/);
  });

  it('is found to replace a renamed table', () => {
    const [[id, table] = ['', undefined]] = Object.entries(before.Resources).filter(
      ([, { Type }]) => Type === 'AWS::DynamoDB::Table',
    );
    const renamed = structuredClone(after);
    renamed.Resources[id].Properties.TableName = 'another';
    expect(table).toBeDefined();
    expect(lossesBetween(before, renamed)).toContainEqual(
      expect.stringContaining(`REPLACE AWS::DynamoDB::Table ${id}`),
    );
  });

  it('keeps mail, keys and domain when the stack is destroyed', () => {
    const kept = ['Table', 'Bucket', 'Secret', 'EmailIdentity'];
    for (const { Type, DeletionPolicy } of Object.values<Resource>(after.Resources)) {
      if (kept.includes(Type.split('::')[2] ?? ''))
        expect(DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });
});
