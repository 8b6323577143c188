import { ACCOUNT_ID, REGION } from '../configuration.ts';
import { invokeAsync } from '../events/event-bus.ts';
import type { Pattern } from '../events/match-pattern.ts';
import { readRate } from '../events/schedules.ts';
import { LocalError } from '../local-error.ts';
import type { ResourceCreator, ResourceRequest } from '../template/create-resources.ts';
import type { Machine } from './machine.ts';
import { physicalName } from './physical-name.ts';
import { fieldsOf, itemsOf, optionalText, requiredText } from './read-property.ts';

type Target = ReturnType<typeof itemsOf>[number];

export function eventCreators(machine: Machine): Record<string, ResourceCreator> {
  return {
    'AWS::Events::EventBus': (request) => {
      const name = requiredText(request, 'Name');
      return { ref: name, attributes: { Name: name, Arn: busArn(name) } };
    },
    'AWS::Events::Rule': (request) => {
      const isEnabled = optionalText(request, 'State') !== 'DISABLED';
      const targets = itemsOf(request, 'Targets');
      const expression = optionalText(request, 'ScheduleExpression');
      if (isEnabled && expression) addSchedules(machine, expression, targets);
      if (isEnabled && request.properties.EventPattern) addRule(machine, request, targets);
      const name =
        optionalText(request, 'Name') ?? physicalName(machine.stackName, request.logicalId, 64);
      const arn = `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${name}`;
      const targetArns = targets.map((target) => requiredText(target, 'Arn'));
      machine.rights.rules.push({ arn, targetArns });
      return { ref: name, attributes: { Arn: arn } };
    },
    'AWS::Scheduler::Schedule': (request) => {
      const isEnabled = optionalText(request, 'State') !== 'DISABLED';
      const expression = requiredText(request, 'ScheduleExpression');
      if (isEnabled) addSchedules(machine, expression, [fieldsOf(request, 'Target')]);
      return { ref: request.logicalId, attributes: { Arn: request.logicalId } };
    },
  };
}

const busArn = (name: string) => `arn:aws:events:${REGION}:${ACCOUNT_ID}:event-bus/${name}`;

function addSchedules(machine: Machine, expression: string, targets: Target[]): void {
  const everyMs = readRate(expression);
  for (const target of targets) {
    const called = machine.functions.byArn(requiredText(target, 'Arn'));
    const input = inputOf(target) ?? {};
    machine.schedules.add({
      name: called.definition.name,
      everyMs,
      run: () => invokeAsync(called, input),
    });
  }
}

function addRule(machine: Machine, request: ResourceRequest, targets: Target[]): void {
  machine.bus.addRule({
    pattern: fieldsOf(request, 'EventPattern').properties as unknown as Pattern,
    targets: targets.map((target) => delivererOf(machine, target)),
  });
}

function delivererOf(machine: Machine, target: Target): (event: object) => void {
  const arn = requiredText(target, 'Arn');
  const input = inputOf(target);
  const service = arn.split(':')[2];
  if (service === 'lambda') {
    const called = machine.functions.byArn(arn);
    return (event) => void machine.activity.during(() => invokeAsync(called, input ?? event));
  }
  if (service === 'sqs') {
    return (event) => {
      const queue = machine.storage.queueByArn(arn);
      if (queue) machine.storage.send(queue, JSON.stringify(input ?? event));
    };
  }
  throw new LocalError(
    `A rule of the template has the target ${arn}: on this machine it may be a function or a queue.`,
  );
}

function inputOf(target: Target): object | undefined {
  const text = optionalText(target, 'Input');
  if (target.properties.InputTransformer || target.properties.InputPath) {
    throw new LocalError(
      `${target.logicalId} transforms its input, which the local pipeline does not play.`,
    );
  }
  return text === undefined ? undefined : (JSON.parse(text) as object);
}
