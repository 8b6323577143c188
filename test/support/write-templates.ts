/** `node test/support/write-templates.ts FOLDER` writes the templates that CloudFormation's linter checks, without bundles. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LONGEST } from '../lib/longest.ts';
import { synthesize } from '../lib/synthesize.ts';

const EVERYTHING = {
  activateRuleSet: true,
  canary: true,
  receivesWholeDomain: true,
  console: true,
  tracing: true,
  eventBusName: 'chat',
  mailFromDomain: 'bounce.example.com',
  hostedZone: { id: 'Z0123456789', name: 'example.com' },
  apiDomain: { name: 'chat.example.com' },
  alarmEmail: 'operations@example.com',
  tags: { team: 'support' },
};

const [folder = '.'] = process.argv.slice(2);
const cases = { usual: {}, everything: EVERYTHING, longest: LONGEST };
for (const [name, given] of Object.entries(cases)) {
  const file = join(folder, `${name}.template.json`);
  writeFileSync(file, JSON.stringify(synthesize(given).toJSON()));
}
