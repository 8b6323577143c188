import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

/** Clients take endpoint, region and credentials from the environment: the same code runs on AWS and on this machine. */
export const openS3 = () => new S3Client({});
export const openSes = () => new SESClient({});
export const openSqs = () => new SQSClient({});
export const openSsm = () => new SSMClient({});
export const openSecrets = () => new SecretsManagerClient({});
