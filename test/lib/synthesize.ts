import { readFileSync, rmSync } from 'node:fs';
import { App, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EmailPipingStack } from '../../lib/email-piping-stack.ts';
import { parseConfiguration } from '../../lib/read-configuration.ts';

export const CONFIGURATION = {
  domain: 'example.com',
  pipingAddress: 'support@example.com',
  stage: 'test',
};

const flags = JSON.parse(readFileSync('cdk.json', 'utf8')).context;

/** The stack with cdk.json's feature flags, without bundles. */
export function createStack(given: object = {}): EmailPipingStack {
  const app = new App({ context: { ...flags, 'aws:cdk:bundling-stacks': [] } });
  const configuration = parseConfiguration({ ...CONFIGURATION, ...given });
  return new EmailPipingStack(app, 'email-piping-test', { configuration });
}

const made = new Map<string, Record<string, unknown>>();

/** A copy of the template. Each is synthesized once per worker, which takes a second. */
export function synthesize(given: object = {}): Template {
  const key = JSON.stringify(given);
  const template = made.get(key) ?? makeTemplate(createStack(given));
  made.set(key, template);
  return Template.fromJSON(structuredClone(template));
}

/** CDK writes a template also into a folder of its own, which nobody reads here. */
function makeTemplate(stack: EmailPipingStack): Record<string, unknown> {
  const template = Template.fromStack(stack).toJSON();
  rmSync(Stage.of(stack)?.outdir ?? '', { recursive: true, force: true });
  return template;
}

export interface Resource {
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a hundred shapes
  properties: any;
}

export function resourcesOf(template: Template, type: string): Resource[] {
  return Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({
    id,
    properties: Properties,
  }));
}

/** The only resource of a type whose logical id contains `part`. */
export function resourceOf(template: Template, type: string, part = ''): Resource {
  const found = resourcesOf(template, type).filter(({ id }) => id.includes(part));
  const [resource] = found;
  if (resource === undefined || found.length > 1) {
    throw new Error(`${found.length} resources of ${type} with ${part}`);
  }
  return resource;
}

/** The Lambdas of the template by their short name: `parse-mail`. */
export function functionsOf(template: Template): Map<string, Resource> {
  return new Map(
    resourcesOf(template, 'AWS::Lambda::Function').map((resource) => [
      String(resource.properties.FunctionName).replace('email-piping-test-', ''),
      resource,
    ]),
  );
}
