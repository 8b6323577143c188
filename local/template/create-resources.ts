import { LocalError } from '../local-error.ts';
import { hasNoCounterpart } from './no-counterpart.ts';
import { type ResolverContext, type ResourceHandle, resolveValue } from './resolve-value.ts';
import type { Template, TemplateResource, TemplateValue } from './template.ts';

export interface ResourceRequest {
  logicalId: string;
  /** Intrinsic functions are resolved. */
  properties: Record<string, TemplateValue>;
}

export type ResourceCreator = (
  request: ResourceRequest,
) => Promise<ResourceHandle> | ResourceHandle;

/**
 * Creates every resource of the template, each after those that it refers to. Returns the stack's outputs.
 * A resource type that has no creator and is not on the list of types without a counterpart is an error.
 */
export async function createResources(
  template: Template,
  pseudoParameters: Record<string, string>,
  creators: Readonly<Record<string, ResourceCreator>>,
): Promise<Record<string, string>> {
  refuseUnknownTypes(template, creators);
  const made = new Map<string, Promise<ResourceHandle>>();
  const context: ResolverContext = {
    pseudoParameters,
    resourceOf: (logicalId) => {
      const known = made.get(logicalId);
      if (known) return known;
      const handle = create(logicalId);
      made.set(logicalId, handle);
      return handle;
    },
  };
  const create = async (logicalId: string): Promise<ResourceHandle> => {
    const resource = template.Resources[logicalId];
    if (!resource)
      throw new LocalError(`The template refers to ${logicalId}, which it does not define.`);
    const creator = creators[resource.Type];
    if (!creator) return placeholder(logicalId, resource);
    return creator({
      logicalId,
      properties: (await resolveValue(resource.Properties ?? {}, context)) as Record<
        string,
        TemplateValue
      >,
    });
  };
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
    if (!hasNoCounterpart(Type)) await context.resourceOf(logicalId);
  }
  return resolveOutputs(template, context);
}

async function resolveOutputs(
  { Outputs = {} }: Template,
  context: ResolverContext,
): Promise<Record<string, string>> {
  const outputs: Record<string, string> = {};
  for (const [name, { Value }] of Object.entries(Outputs)) {
    outputs[name] = String(await resolveValue(Value, context));
  }
  return outputs;
}

function refuseUnknownTypes(
  template: Template,
  creators: Readonly<Record<string, ResourceCreator>>,
): void {
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
    if (creators[Type] || hasNoCounterpart(Type)) continue;
    throw new LocalError(
      `The template's resource ${logicalId} is of type ${Type}, which the local pipeline does not know. ` +
        'Give it a creator in local/resources/, or put it on the list in local/template/no-counterpart.ts.',
    );
  }
}

/** A placeholder for a resource that only exists on AWS. References to it get a name. */
function placeholder(logicalId: string, resource: TemplateResource): ResourceHandle {
  const attributes = new Proxy<Record<string, string>>(
    {},
    { get: (_, name) => `${resource.Type}:${logicalId}:${String(name)}` },
  );
  return { ref: logicalId, attributes };
}
