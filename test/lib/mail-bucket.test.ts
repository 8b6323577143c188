import { describe, expect, it } from 'vitest';
import { resourceOf, resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize({ retentionDays: { rawMail: 7, attachments: 30 } });
const { id, properties } = resourceOf(template, 'AWS::S3::Bucket', 'MailBucket');
const expiryOf = (prefix: string): number | undefined =>
  properties.LifecycleConfiguration.Rules.find(
    (rule: { Prefix?: string }) => rule.Prefix === prefix,
  )?.ExpirationInDays;

describe('MailBucket', () => {
  it('is encrypted by S3 and closed to the public', () => {
    expect(
      properties.BucketEncryption.ServerSideEncryptionConfiguration[0]
        .ServerSideEncryptionByDefault,
    ).toEqual({ SSEAlgorithm: 'AES256' });
    expect(properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  it('refuses plain HTTP', () => {
    const policy = resourcesOf(template, 'AWS::S3::BucketPolicy').find(
      (found) => found.properties.Bucket.Ref === id,
    );
    expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('keeps raw mail and attachments as long as configured', () => {
    expect(expiryOf('inbound/')).toBe(7);
    expect(expiryOf('polled/')).toBe(7);
    expect(expiryOf('attachments/')).toBe(30);
  });

  it('deletes unused uploads after a day', () => {
    expect(expiryOf('uploads/')).toBe(1);
  });

  it('keeps long bodies and templates forever', () => {
    expect(expiryOf('bodies/')).toBeUndefined();
    expect(expiryOf('templates/')).toBeUndefined();
    expect(properties.LifecycleConfiguration.Rules).toHaveLength(5);
  });

  it('lets a web page put an attachment to a presigned URL', () => {
    expect(properties.CorsConfiguration.CorsRules[0]).toMatchObject({
      AllowedMethods: ['PUT', 'GET'],
      AllowedHeaders: ['content-type'],
    });
  });

  it('keeps no versions, which would outlive an erasure (S19)', () => {
    expect(properties.VersioningConfiguration).toBeUndefined();
  });

  it('outlives the stack, but not a first deployment that is rolled back', () => {
    const bucket = template.findResources('AWS::S3::Bucket')[id];
    expect(bucket?.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(bucket?.UpdateReplacePolicy).toBe('Retain');
  });

  it('keeps its policy, because SES makes no rule for a bucket it may not write to', () => {
    for (const policy of Object.values(template.findResources('AWS::S3::BucketPolicy'))) {
      expect(policy.DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });
});
