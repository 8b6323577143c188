import {
  type ResolverContext,
  type ResourceHandle,
  resolveValue,
} from '../../../local/template/resolve-value.ts';
import type { TemplateValue } from '../../../local/template/template.ts';
import type { Kinds, Wanted } from './kinds.ts';
import {
  ACCOUNT,
  type MadeResource,
  type PlayedStack,
  REGION,
  type StackTemplate,
  templateOf,
} from './played-stack.ts';

interface Done {
  created: MadeResource[];
  changed: { before: MadeResource; after: MadeResource }[];
  replaced: MadeResource[];
}

/**
 * Updates a stack to a template as CloudFormation's user guide says: new resources are made after those they refer to; a changed property is
 * overwritten; removed resources are deleted at the end by their former `DeletionPolicy`. A failure undoes everything: what a failed creation
 * has made is deleted unless its policy is `Retain` ("RetainExceptOnCreate" is not).
 */
export async function applyTemplate(stack: PlayedStack, body: string, kinds: Kinds): Promise<void> {
  const isNew = stack.resources.size === 0 && stack.status === 'REVIEW_IN_PROGRESS';
  const [verb, before] = [isNew ? 'CREATE' : 'UPDATE', templateOf(stack)];
  const template = templateOf({ body });
  const done: Done = { created: [], changed: [], replaced: [] };
  setStatus(stack, `${verb}_IN_PROGRESS`);
  try {
    stack.outputs = await makeAll(stack, template, kinds, done);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const left = await takeBack(stack, template, kinds, done, isNew);
    const end = `${isNew ? '' : 'UPDATE_'}ROLLBACK_${left.length > 0 ? 'FAILED' : 'COMPLETE'}`;
    setStatus(stack, end, [reason, ...left].join('; '));
    return;
  }
  for (const resource of done.replaced)
    await removeResource(
      stack,
      resource,
      before.Resources[resource.logicalId]?.UpdateReplacePolicy,
      kinds,
    );
  for (const resource of [...stack.resources.values()].reverse()) {
    if (template.Resources[resource.logicalId] !== undefined) continue;
    await removeResource(
      stack,
      resource,
      before.Resources[resource.logicalId]?.DeletionPolicy,
      kinds,
    );
    stack.resources.delete(resource.logicalId);
  }
  stack.body = body;
  setStatus(stack, `${verb}_COMPLETE`);
}

/** Deletes what the stack has made, the newest first, except what is to be kept. What cannot be deleted stays in the stack. */
export async function deleteResources(stack: PlayedStack, kinds: Kinds): Promise<void> {
  const { Resources } = templateOf(stack);
  setStatus(stack, 'DELETE_IN_PROGRESS');
  const reasons: string[] = [];
  for (const resource of [...stack.resources.values()].reverse()) {
    const policy = Resources[resource.logicalId]?.DeletionPolicy;
    reasons.push(...(await tryToRemove(stack, resource, policy, kinds)));
  }
  setStatus(stack, reasons.length > 0 ? 'DELETE_FAILED' : 'DELETE_COMPLETE', reasons.join('; '));
}

async function makeAll(
  stack: PlayedStack,
  template: StackTemplate,
  kinds: Kinds,
  done: Done,
): Promise<Record<string, string>> {
  const made = new Map<string, Promise<ResourceHandle>>();
  const context: ResolverContext = {
    pseudoParameters: pseudoParameters(stack),
    resourceOf: (logicalId) => {
      const known = made.get(logicalId) ?? make(logicalId);
      made.set(logicalId, known);
      return known;
    },
  };
  const make = async (logicalId: string): Promise<ResourceHandle> => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new Error(`Template error: there is no ${logicalId}`);
    for (const needed of [resource.DependsOn ?? []].flat()) await context.resourceOf(needed);
    const properties = await resolveValue(resource.Properties ?? {}, context);
    const wanted = {
      stack,
      logicalId,
      type: resource.Type,
      properties: properties as Record<string, TemplateValue>,
    };
    const { physicalId, attributes } = await bring(stack, wanted, kinds, done);
    return { ref: physicalId, attributes };
  };
  for (const logicalId of Object.keys(template.Resources)) await context.resourceOf(logicalId);
  const outputs: Record<string, string> = {};
  for (const [name, { Value }] of Object.entries(template.Outputs ?? {}))
    outputs[name] = String(await resolveValue(Value, context));
  return outputs;
}

/** Creates the resource, changes it, or leaves it unchanged. */
async function bring(
  stack: PlayedStack,
  wanted: Wanted,
  kinds: Kinds,
  done: Done,
): Promise<MadeResource> {
  const known = stack.resources.get(wanted.logicalId);
  if (known && JSON.stringify(known.properties) === JSON.stringify(wanted.properties)) return known;
  const kind = kinds.of(wanted.type);
  const changed = known && !kind.isReplaced(known.properties, wanted.properties) && known;
  const verb = changed ? 'UPDATE' : 'CREATE';
  tell(stack, wanted, `${verb}_IN_PROGRESS`);
  try {
    const handle = changed ? await kind.change(wanted, changed) : await kind.make(wanted);
    const { logicalId, type, properties } = wanted;
    const made = { logicalId, type, properties, ...handle };
    stack.resources.set(logicalId, made);
    note(done, known, made);
    tell(stack, wanted, `${verb}_COMPLETE`);
    return made;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(stack, wanted, `${verb}_FAILED`, reason);
    throw new Error(`${wanted.logicalId} (${wanted.type}): ${reason}`);
  }
}

/** Another physical id means another resource; the former one is deleted at the end. */
function note(done: Done, known: MadeResource | undefined, made: MadeResource): void {
  if (known === undefined) done.created.push(made);
  else if (known.physicalId !== made.physicalId) done.replaced.push(known);
  else done.changed.push({ before: known, after: made });
}

async function takeBack(
  stack: PlayedStack,
  template: StackTemplate,
  kinds: Kinds,
  { created, changed }: Done,
  isNew: boolean,
): Promise<string[]> {
  const reasons: string[] = [];
  setStatus(stack, isNew ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS');
  for (const { before, after } of changed.reverse()) {
    const { logicalId, type, properties } = before;
    await kinds.of(type).change({ stack, logicalId, type, properties }, after);
    stack.resources.set(logicalId, before);
  }
  for (const resource of created.reverse()) {
    const policy = template.Resources[resource.logicalId]?.DeletionPolicy;
    const own = policy === 'RetainExceptOnCreate' ? 'Delete' : policy;
    reasons.push(...(await tryToRemove(stack, resource, own, kinds)));
  }
  return reasons;
}

/** Returns the reason if it cannot be removed. */
async function tryToRemove(
  stack: PlayedStack,
  resource: MadeResource,
  policy: string | undefined,
  kinds: Kinds,
): Promise<string[]> {
  try {
    await removeResource(stack, resource, policy, kinds);
    stack.resources.delete(resource.logicalId);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(stack, resource, 'DELETE_FAILED', reason);
    return [`${resource.logicalId}: ${reason}`];
  }
}

async function removeResource(
  stack: PlayedStack,
  resource: MadeResource,
  policy: string | undefined,
  kinds: Kinds,
): Promise<void> {
  if (policy?.startsWith('Retain')) return tell(stack, resource, 'DELETE_SKIPPED');
  await kinds.of(resource.type).remove(resource, stack);
  tell(stack, resource, 'DELETE_COMPLETE');
}

function tell(
  { events }: PlayedStack,
  { logicalId, type }: { logicalId: string; type: string },
  status: string,
  reason = '',
): void {
  events.push({ logicalId, type, status, reason, at: new Date().toISOString() });
}

function setStatus(stack: PlayedStack, status: string, reason = ''): void {
  stack.status = status;
  stack.reason = reason;
  tell(stack, { logicalId: stack.name, type: 'AWS::CloudFormation::Stack' }, status, reason);
}

const pseudoParameters = ({ id, name }: PlayedStack): Record<string, string> => ({
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': id,
  'AWS::StackName': name,
});
