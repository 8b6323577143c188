import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfiguration } from '../../../local/configuration.ts';
import { readAssembly } from '../../../local/template/read-assembly.ts';
import { synthesize } from '../../../local/template/synthesize.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const SHARED = ['lib', 'functions', 'node_modules/aws-cdk-lib', 'cdk.json', 'package.json'];
/** Reads the configuration as bin/email-piping.ts does; a whole stack takes seconds. */
const APP = `
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { readConfiguration } from '../lib/read-configuration.ts';

const app = new App();
const { stage, domain } = readConfiguration(app.node);
new CfnOutput(new Stack(app, \`email-piping-\${stage}\`), 'Domain', { value: domain });
`;

it('leaves the configuration of a deployment in the checkout alone', async () => {
  const checkout = temporaryFolder('configured');
  for (const folder of ['bin', 'node_modules']) mkdirSync(join(checkout, folder));
  for (const name of SHARED) symlinkSync(join(PROJECT, name), join(checkout, name));
  writeFileSync(join(checkout, 'bin/email-piping.ts'), APP);
  const deployed = {
    domain: 'example.com',
    pipingAddress: 'support@example.com',
    stage: 'production',
    hostedZone: { id: 'Z123', name: 'example.com' },
    mailFromDomain: 'bounce.example.com',
  };
  writeFileSync(join(checkout, 'email-piping.config.json'), JSON.stringify(deployed));
  const folder = await synthesize(checkout, readConfiguration({}));
  const { stackName, template } = await readAssembly(folder);
  expect(stackName).toBe('email-piping-local');
  expect(template.Outputs?.Domain?.Value).toBe('piping.example');
});
