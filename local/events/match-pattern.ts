import { LocalError } from '../local-error.ts';

/** An event pattern of EventBridge rules and of the filters of event source mappings. */
export type Pattern = { [field: string]: Pattern | PatternRule[] };
type PatternRule = string | number | boolean | null | { [operator: string]: unknown };

/** Whether the event has one of the pattern's values for each of its fields. An unknown operator is an error. */
export function matchPattern(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    if (field === '$or')
      return (expected as unknown as Pattern[]).some((one) => matchPattern(one, event));
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

const isText = (value: unknown): value is string => typeof value === 'string';

const OPERATORS: Record<string, (operand: unknown, value: unknown) => boolean> = {
  exists: (operand, value) => (value !== undefined) === operand,
  prefix: (operand, value) => isText(value) && value.startsWith(String(operand)),
  suffix: (operand, value) => isText(value) && value.endsWith(String(operand)),
  'equals-ignore-case': (operand, value) =>
    isText(value) && value.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': (operand, value) => value !== undefined && !isExcluded(operand, value),
  numeric: (operand, value) => typeof value === 'number' && isInRange(operand as unknown[], value),
};

function isExcluded(operand: unknown, value: unknown): boolean {
  if (Array.isArray(operand)) return operand.includes(value);
  if (typeof operand === 'object' && operand !== null)
    return matchRule(operand as PatternRule, value);
  return operand === value;
}

/** `[">", 0, "<=", 5]` */
function isInRange(operand: readonly unknown[], value: number): boolean {
  for (let at = 0; at + 1 < operand.length; at += 2) {
    const compare = COMPARISONS[String(operand[at])];
    if (!compare?.(value, Number(operand[at + 1]))) return false;
  }
  return true;
}

const COMPARISONS: Record<string, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};
