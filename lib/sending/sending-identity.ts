import { RemovalPolicy, type Resource, Stack } from 'aws-cdk-lib';
import { CnameRecord, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { SharedResources } from '../shared-resources.ts';

const MX_PREFERENCE = 10;

/** SES stops signing for a domain whose DKIM records are gone, so the identity's records outlive the stack as it does. */
const outliveStack = (resource: Resource) =>
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

/**
 * The domain's identity in SES. It outlives the stack, because deleting it would
 * stop all mail of the domain, also that of other stages and applications.
 */
export class SendingIdentity extends Construct {
  /** DNS records that exist or must be created, by the name of the output. DKIM is missing if SES knew the domain before. */
  readonly dnsRecords: Record<string, string>;

  constructor(scope: Construct, id: string, props: { readonly shared: SharedResources }) {
    super(scope, id);
    const { shared } = props;
    const { domain, mailFromDomain } = shared.configuration;
    const { region } = Stack.of(this);
    const identity = this.#createIdentity(shared);
    this.#writeRecords(shared, identity);
    const dkim = (identity?.dkimRecords ?? []).map(({ name, value }, index) => [
      `DkimRecord${index + 1}`,
      `${name} CNAME ${value}`,
    ]);
    this.dnsRecords = {
      ...Object.fromEntries(dkim),
      MxRecord: `${domain} MX ${MX_PREFERENCE} inbound-smtp.${region}.amazonaws.com`,
      ...(mailFromDomain !== undefined && {
        MailFromMxRecord: `${mailFromDomain} MX ${MX_PREFERENCE} feedback-smtp.${region}.amazonses.com`,
        MailFromSpfRecord: `${mailFromDomain} TXT "v=spf1 include:amazonses.com ~all"`,
      }),
    };
  }

  #createIdentity({ configuration }: SharedResources): EmailIdentity | undefined {
    const { domain, existingIdentity, mailFromDomain } = configuration;
    if (existingIdentity) return undefined;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      // Bounces come as events. By mail they would come to the piping address.
      feedbackForwarding: false,
      ...(mailFromDomain !== undefined && { mailFromDomain }),
    });
    outliveStack(identity);
    return identity;
  }

  #writeRecords({ configuration, hostedZone }: SharedResources, identity?: EmailIdentity): void {
    if (hostedZone === undefined) return;
    const { domain, mailFromDomain } = configuration;
    const { region } = Stack.of(this);
    const zone = hostedZone;
    for (const [index, { name, value }] of (identity?.dkimRecords ?? []).entries()) {
      const recordName = `${name}.`;
      outliveStack(
        new CnameRecord(this, `Dkim${index + 1}`, { zone, recordName, domainName: value }),
      );
    }
    this.#writeMx('Mx', domain, `inbound-smtp.${region}.amazonaws.com`, hostedZone);
    new TxtRecord(this, 'Dmarc', {
      zone,
      recordName: `_dmarc.${domain}.`,
      values: ['v=DMARC1; p=none'],
    });
    if (mailFromDomain === undefined) return;
    outliveStack(
      this.#writeMx('MailFromMx', mailFromDomain, `feedback-smtp.${region}.amazonses.com`, zone),
    );
    outliveStack(
      new TxtRecord(this, 'MailFromSpf', {
        zone,
        recordName: `${mailFromDomain}.`,
        values: ['v=spf1 include:amazonses.com ~all'],
      }),
    );
  }

  #writeMx(
    id: string,
    name: string,
    hostName: string,
    zone: NonNullable<SharedResources['hostedZone']>,
  ): MxRecord {
    const values = [{ priority: MX_PREFERENCE, hostName }];
    return new MxRecord(this, id, { zone, recordName: `${name}.`, values });
  }
}
