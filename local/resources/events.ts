import { ACCOUNT_ID, REGION } from '../configuration.ts';
import { invokeAsync } from '../events/event-bus.ts';
import type { Pattern } from '../events/match-pattern.ts';
import { readRate } from '../events/schedules.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { LocalError } from '../local-error.ts';
import type { ResourceCreator, ResourceRequest } from '../template/create-resources.ts';
import type { Machine } from './machine.ts';
import { physicalName } from './physical-name.ts';
import { fieldsOf, itemsOf, optionalText, requiredText } from './read-property.ts';

/** EventBridge's rules: a schedule, or the pattern of events that a function gets. */
export function eventCreators(machine: Machine): Record<string, ResourceCreator> {
  return {
    'AWS::Events::Rule': (request) => {
      const name =
        optionalText(request, 'Name') ?? physicalName(machine.stackName, request.logicalId, 64);
      const arn = `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${name}`;
      const targets = itemsOf(request, 'Targets').map((target) => readTarget(machine, target));
      const targetArns = targets.map(({ definition }) => definition.arn);
      machine.rights.rules.push({ arn, targetArns });
      if (optionalText(request, 'State') !== 'DISABLED') addRule(machine, request, targets);
      return { ref: name, attributes: { Arn: arn } };
    },
  };
}

function readTarget(
  { functions }: Machine,
  target: ReturnType<typeof itemsOf>[number],
): LocalFunction {
  const { Input, InputPath, InputTransformer } = target.properties;
  if (Input ?? InputPath ?? InputTransformer)
    throw new LocalError(
      `${target.logicalId} gives an input of its own, which the local pipeline does not play.`,
    );
  return functions.byArn(requiredText(target, 'Arn'));
}

function addRule(machine: Machine, request: ResourceRequest, targets: LocalFunction[]): void {
  const { activity, bus, schedules } = machine;
  const expression = optionalText(request, 'ScheduleExpression');
  for (const target of targets) {
    if (expression === undefined) {
      bus.addRule({
        pattern: fieldsOf(request, 'EventPattern').properties as unknown as Pattern,
        deliver: (event) => void activity.during(() => invokeAsync(target, event)),
      });
    } else {
      schedules.add({
        name: target.definition.name,
        everyMs: readRate(expression),
        run: () => invokeAsync(target, {}),
      });
    }
  }
}
