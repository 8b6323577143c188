import { LocalError } from '../local-error.ts';

/** An event pattern of EventBridge rules and of the filters of event source mappings. */
export type Pattern = { [field: string]: Pattern | PatternRule[] };
type PatternRule = string | number | boolean | null | { [operator: string]: unknown };

/** Whether the event has one of the pattern's values for each of its fields. An unknown operator is an error. */
export function matchPattern(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    const actual = fieldOf(event, field);
    if (!Array.isArray(expected)) return matchPattern(expected, actual);
    const values = Array.isArray(actual) ? actual : [actual];
    return expected.some((rule) => values.some((value) => matchRule(rule, value)));
  });
}

function fieldOf(event: unknown, field: string): unknown {
  return typeof event === 'object' && event !== null ? Reflect.get(event, field) : undefined;
}

function matchRule(rule: PatternRule, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === value;
  return Object.entries(rule).every(([operator, operand]) => {
    const test = OPERATORS[operator];
    if (!test)
      throw new LocalError(
        `A filter of the template uses "${operator}", which the local pipeline does not know.`,
      );
    return test(operand, value);
  });
}

/** Those that our template uses. */
const OPERATORS: Record<string, (operand: unknown, value: unknown) => boolean> = {
  exists: (operand, value) => (value !== undefined) === operand,
  prefix: (operand, value) => typeof value === 'string' && value.startsWith(String(operand)),
};
