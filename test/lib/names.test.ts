import { describe, expect, it } from 'vitest';
import { resourceOf, resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();

describe('names', () => {
  it('that all regions share carry stage and region, or are made by CloudFormation', () => {
    const dashboard = resourceOf(template, 'AWS::CloudWatch::Dashboard').properties;
    expect(dashboard.DashboardName).toEqual({
      'Fn::Join': ['', ['email-piping-test-', { Ref: 'AWS::Region' }]],
    });
    for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(properties.RoleName).toBeUndefined();
    }
    for (const { properties } of resourcesOf(template, 'AWS::S3::Bucket')) {
      expect(properties.BucketName).toBeUndefined();
    }
  });

  it('that a region shares carry the stage: functions, API, log, secrets', () => {
    const named = [
      ...resourcesOf(template, 'AWS::Lambda::Function').map((one) => one.properties.FunctionName),
      ...resourcesOf(template, 'AWS::ApiGatewayV2::Api').map((one) => one.properties.Name),
      ...resourcesOf(template, 'AWS::SecretsManager::Secret').map((one) => one.properties.Name),
      ...resourcesOf(template, 'AWS::Logs::LogGroup').flatMap(
        (one) => one.properties.LogGroupName ?? [],
      ),
    ];
    expect(named.length).toBeGreaterThan(11);
    for (const name of named) expect(name).toMatch(/email-piping[-/]test/);
  });

  it("the access log lies where API Gateway needs no entry in the account's resource policy", () => {
    expect(
      resourceOf(template, 'AWS::Logs::LogGroup', 'ApiAccessLog').properties.LogGroupName,
    ).toBe('/aws/vendedlogs/email-piping/test/chat-api');
  });
});
