import { describe, expect, it } from 'vitest';
import { functionsOf, resourceOf, synthesize } from './synthesize.ts';

const template = synthesize();

describe('ChatApi', () => {
  it('gives every route to serve-api, with payload 2.0', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default' });
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
    const serveApi = functionsOf(template).get('serve-api')?.id;
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': [serveApi, 'Arn'] },
      PayloadFormatVersion: '2.0',
    });
  });

  it('logs neither path nor query, which have ids of people and keys of links', () => {
    const stage = resourceOf(template, 'AWS::ApiGatewayV2::Stage').properties;
    expect(stage.StageName).toBe('$default');
    expect(stage.AccessLogSettings.Format).not.toMatch(/path|query|authorization/i);
  });

  it('has its own domain name if the configuration gives one, validated in the hosted zone', () => {
    const own = synthesize({
      apiDomain: { name: 'chat.example.com' },
      hostedZone: { id: 'Z0123456789', name: 'example.com' },
    });
    own.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', { Stage: '$default' });
    own.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'chat.example.com',
    });
  });
});
