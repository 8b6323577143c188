import { App } from 'aws-cdk-lib';
import { EmailPipingStack } from '../lib/email-piping-stack.ts';
import { ConfigurationError, readConfiguration } from '../lib/read-configuration.ts';

/** The CDK app (cdk.json): one stack for one stage. With an unusable configuration it prints what to mend, and fails. */
try {
  const app = new App();
  const configuration = readConfiguration(app.node);
  new EmailPipingStack(app, `email-piping-${configuration.stage}`, { configuration });
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
