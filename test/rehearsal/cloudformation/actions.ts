import { randomUUID } from 'node:crypto';
import { escapeXml, type QueryValue, writeFields } from '../../../local/engines/query-fields.ts';
import { ServiceError } from '../../../local/engines/service-error.ts';
import { applyTemplate, deleteResources } from './apply-template.ts';
import type { Kinds } from './kinds.ts';
import {
  ACCOUNT,
  type ChangeSet,
  newStack,
  type PlayedStack,
  REGION,
  templateOf,
} from './played-stack.ts';

type Action = (form: URLSearchParams) => string | Promise<string>;

const NOW = '2026-01-01T00:00:00Z';

/**
 * CloudFormation's API for stacks, played on our own, because moto's knows neither SES, secrets and policies nor what `DeletionPolicy` means.
 * What an action answers is the API reference's.
 */
export function cloudFormationActions(
  stacks: Map<string, PlayedStack>,
  kinds: Kinds,
  readObject: (url: string) => Promise<string>,
): Record<string, Action> {
  // a deleted stack can be read by its id
  const deleted: PlayedStack[] = [];
  const find = (form: URLSearchParams): PlayedStack => {
    const asked = form.get('StackName') ?? '';
    const stack =
      [...stacks.values()].find(({ name, id }) => name === asked || id === asked) ??
      deleted.find(({ id }) => id === asked);
    if (stack) return stack;
    throw new ServiceError('ValidationError', `Stack with id ${asked} does not exist`);
  };
  const findChangeSet = (form: URLSearchParams): [PlayedStack, ChangeSet] => {
    const asked = form.get('ChangeSetName') ?? '';
    for (const stack of stacks.values())
      for (const changeSet of stack.changeSets.values())
        if (changeSet.name === asked || changeSet.id === asked) return [stack, changeSet];
    throw new ServiceError('ChangeSetNotFound', `ChangeSet [${asked}] does not exist`);
  };
  return {
    DescribeStacks: (form) =>
      list('Stacks', form.has('StackName') ? [find(form)] : [...stacks.values()], describeStack),
    GetTemplate: (form) => `<TemplateBody>${escapeXml(find(form).body)}</TemplateBody>`,
    ListStackResources: (form) =>
      list('StackResourceSummaries', [...find(form).resources.values()], describeResource),
    DescribeStackResources: (form) =>
      list('StackResources', [...find(form).resources.values()], describeResource),
    DescribeStackEvents: (form) => {
      const stack = find(form);
      const events = stack.events.map((event, index) => ({ ...event, index }));
      return list('StackEvents', events.reverse(), (event) => describeEvent(stack, event));
    },
    UpdateTerminationProtection: (form) => {
      const stack = find(form);
      stack.isProtected = form.get('EnableTerminationProtection') === 'true';
      return `<StackId>${stack.id}</StackId>`;
    },
    CreateChangeSet: async (form) => {
      const name = form.get('StackName') ?? '';
      const stack = stacks.get(name) ?? newStack(name);
      stacks.set(name, stack);
      const url = form.get('TemplateURL');
      const body = url === null ? (form.get('TemplateBody') ?? '{}') : await readObject(url);
      const changeSet = newChangeSet(stack, form, body);
      stack.changeSets.set(changeSet.name, changeSet);
      return `<Id>${changeSet.id}</Id><StackId>${stack.id}</StackId>`;
    },
    DescribeChangeSet: (form) => describeChangeSet(...findChangeSet(form)),
    // deleting a missing one succeeds
    DeleteChangeSet: (form) => {
      const asked = form.get('ChangeSetName') ?? '';
      for (const { changeSets } of stacks.values())
        for (const { name, id } of changeSets.values())
          if (name === asked || id === asked) changeSets.delete(name);
      return '';
    },
    ExecuteChangeSet: async (form) => {
      const [stack, changeSet] = findChangeSet(form);
      stack.changeSets.delete(changeSet.name);
      await applyTemplate(stack, changeSet.body, kinds);
      return '';
    },
    DeleteStack: async (form) => {
      const stack = find(form);
      if (stack.isProtected)
        throw new ServiceError(
          'ValidationError',
          `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
        );
      await deleteResources(stack, kinds);
      if (stack.status !== 'DELETE_COMPLETE') return '';
      stacks.delete(stack.name);
      deleted.push(stack);
      return '';
    },
  };
}

function newChangeSet(stack: PlayedStack, form: URLSearchParams, body: string): ChangeSet {
  const [before, after] = [templateOf(stack).Resources, templateOf({ body }).Resources];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = names.flatMap((logicalId) => {
    const [old, next] = [before[logicalId], after[logicalId]];
    if (JSON.stringify(old) === JSON.stringify(next)) return [];
    const action = old === undefined ? 'Add' : next === undefined ? 'Remove' : 'Modify';
    return [{ logicalId, type: (next ?? old)?.Type ?? '', action }];
  });
  const name = form.get('ChangeSetName') ?? '';
  return {
    name,
    id: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:changeSet/${name}/${randomUUID()}`,
    type: form.get('ChangeSetType') ?? 'UPDATE',
    body,
    changes,
  };
}

function describeChangeSet(stack: PlayedStack, { name, id, changes }: ChangeSet): string {
  const isEmpty = changes.length === 0;
  return (
    writeFields({
      ChangeSetName: name,
      ChangeSetId: id,
      StackId: stack.id,
      StackName: stack.name,
      CreationTime: NOW,
      ExecutionStatus: isEmpty ? 'UNAVAILABLE' : 'AVAILABLE',
      Status: isEmpty ? 'FAILED' : 'CREATE_COMPLETE',
      ...(isEmpty && { StatusReason: "The submitted information didn't contain changes." }),
    }) +
    list('Changes', changes, ({ logicalId, type, action }) => ({
      Type: 'Resource',
      ResourceChange: { Action: action, LogicalResourceId: logicalId, ResourceType: type },
    }))
  );
}

const list = <Item>(name: string, items: Item[], describe: (item: Item) => QueryValue): string =>
  `<${name}>${writeFields(items.map(describe))}</${name}>`;

const describeStack = (stack: PlayedStack): QueryValue => ({
  StackId: stack.id,
  StackName: stack.name,
  CreationTime: NOW,
  StackStatus: stack.status,
  ...(stack.reason !== '' && { StackStatusReason: stack.reason }),
  EnableTerminationProtection: String(stack.isProtected),
  Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
  })),
});

const describeResource = ({
  logicalId,
  physicalId,
  type,
}: {
  logicalId: string;
  physicalId: string;
  type: string;
}): QueryValue => ({
  LogicalResourceId: logicalId,
  PhysicalResourceId: physicalId,
  ResourceType: type,
  ResourceStatus: 'CREATE_COMPLETE',
  LastUpdatedTimestamp: NOW,
});

function describeEvent(
  stack: PlayedStack,
  event: PlayedStack['events'][number] & { index: number },
): QueryValue {
  const { logicalId, type, status, reason, at, index } = event;
  return {
    StackId: stack.id,
    EventId: `${stack.name}-${index}`,
    StackName: stack.name,
    LogicalResourceId: logicalId,
    PhysicalResourceId: type === 'AWS::CloudFormation::Stack' ? stack.id : logicalId,
    ResourceType: type,
    Timestamp: at,
    ResourceStatus: status,
    ...(reason !== '' && { ResourceStatusReason: reason }),
  };
}
