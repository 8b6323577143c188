import { ApiMapping, DomainName, type HttpApi, type HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Certificate,
  CertificateValidation,
  type ICertificate,
} from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { SharedResources } from './shared-resources.ts';

export interface ApiDomainNameProps {
  readonly shared: SharedResources;
  readonly api: HttpApi;
  /** The API is made without CDK's default stage. */
  readonly stage: HttpStage;
}

/** The team's own domain name for the chat API. It outlives the API, and so do the links in mails that were sent. */
export class ApiDomainName extends Construct {
  readonly url: string;
  readonly dnsOutputs: Record<string, string>;

  constructor(scope: Construct, id: string, { shared, api, stage }: ApiDomainNameProps) {
    super(scope, id);
    const { configuration, hostedZone } = shared;
    const { apiDomain } = configuration;
    if (apiDomain === undefined)
      throw new Error(`${this.node.path}: the configuration has no apiDomain`);
    const domainName = new DomainName(this, 'Name', {
      domainName: apiDomain.name,
      certificate: this.#certificateFor(shared, apiDomain),
    });
    new ApiMapping(this, 'Mapping', { api, domainName, stage });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    if (hostedZone !== undefined) {
      new ARecord(this, 'Alias', {
        zone: hostedZone,
        recordName: `${apiDomain.name}.`,
        target: RecordTarget.fromAlias(
          new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
        ),
      });
    }
    this.url = `https://${apiDomain.name}`;
    this.dnsOutputs = { ApiDomainRecord: `${apiDomain.name} CNAME ${regionalDomainName}` };
  }

  #certificateFor(
    { hostedZone }: SharedResources,
    { name, certificateArn }: NonNullable<SharedResources['configuration']['apiDomain']>,
  ): ICertificate {
    if (certificateArn !== undefined) {
      return Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    }
    return new Certificate(this, 'Certificate', {
      domainName: name,
      validation: CertificateValidation.fromDns(hostedZone),
    });
  }
}
