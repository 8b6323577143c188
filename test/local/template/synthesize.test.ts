import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfiguration } from '../../../local/configuration.ts';
import { readAssembly } from '../../../local/template/read-assembly.ts';
import { synthesize } from '../../../local/template/synthesize.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const SHARED = ['bin', 'lib', 'functions', 'node_modules', 'cdk.json', 'package.json'];

it('leaves the configuration of a deployment in the checkout alone', async () => {
  const checkout = temporaryFolder('configured');
  for (const name of SHARED) symlinkSync(join(PROJECT, name), join(checkout, name));
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
