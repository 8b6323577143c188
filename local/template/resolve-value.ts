import { LocalError } from '../local-error.ts';
import type { ResolverContext } from './resolver-context.ts';
import { substitute } from './substitute.ts';
import type { TemplateValue } from './template.ts';

type Intrinsic = (
  argument: TemplateValue,
  context: ResolverContext,
) => Promise<TemplateValue | undefined>;

/** `AWS::NoValue` removes the property. */
const NO_VALUE = 'AWS::NoValue';

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: async (argument, context) => {
    const name = text(argument, 'Ref');
    return name === NO_VALUE ? undefined : resolveReference(name, context);
  },
  'Fn::GetAtt': async (argument, context) => {
    const [id, attribute] =
      typeof argument === 'string' ? splitOnce(argument) : list(argument, 'Fn::GetAtt');
    const name = text(await resolveValue(attribute ?? null, context), 'Fn::GetAtt');
    return resolveAttribute(text(id, 'Fn::GetAtt'), name, context);
  },
  'Fn::Join': async (argument, context) => {
    const [separator, parts] = list(argument, 'Fn::Join');
    const resolved = list(await resolveValue(parts, context), 'Fn::Join');
    return resolved.map((part) => text(part, 'Fn::Join')).join(text(separator, 'Fn::Join'));
  },
  'Fn::Sub': (argument, context) =>
    substitute(argument, context, { resolveReference, resolveAttribute, resolveValue }),
  'Fn::Select': async (argument, context) => {
    const [index, values] = list(argument, 'Fn::Select');
    return list(await resolveValue(values, context), 'Fn::Select')[Number(index)];
  },
  'Fn::Split': async (argument, context) => {
    const [separator, value] = list(argument, 'Fn::Split');
    return text(await resolveValue(value, context), 'Fn::Split').split(
      text(separator, 'Fn::Split'),
    );
  },
  'Fn::FindInMap': async (argument, context) => {
    const path = list(await resolveValue(argument, context), 'Fn::FindInMap').map(String);
    const [map = '', first = '', second = ''] = path;
    return context.template.Mappings?.[map]?.[first]?.[second];
  },
  'Fn::If': async (argument, context) => {
    const [name, yes, no] = list(argument, 'Fn::If');
    const isMet = await isConditionMet(text(name, 'Fn::If'), context);
    return resolveValue(isMet ? yes : no, context);
  },
  'Fn::Equals': async (argument, context) => {
    const [left, right] = list(await resolveValue(argument, context), 'Fn::Equals');
    return String(left) === String(right);
  },
  'Fn::Not': async (argument, context) =>
    !list(await resolveValue(argument, context), 'Fn::Not')[0],
  'Fn::And': async (argument, context) =>
    list(await resolveValue(argument, context), 'Fn::And').every(Boolean),
  'Fn::Or': async (argument, context) =>
    list(await resolveValue(argument, context), 'Fn::Or').some(Boolean),
  Condition: (argument, context) => isConditionMet(text(argument, 'Condition'), context),
  'Fn::Base64': async (argument, context) =>
    Buffer.from(text(await resolveValue(argument, context), 'Fn::Base64')).toString('base64'),
};

/** A template value with its intrinsic functions resolved; undefined for `AWS::NoValue`. An unknown function is an error. */
export async function resolveValue(
  value: TemplateValue | undefined,
  context: ResolverContext,
): Promise<TemplateValue> {
  return (await resolveOptional(value, context)) ?? null;
}

async function resolveOptional(
  value: TemplateValue | undefined,
  context: ResolverContext,
): Promise<TemplateValue | undefined> {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => resolveOptional(item, context)));
    return items.filter((item) => item !== undefined);
  }
  const intrinsic = asIntrinsic(value);
  return intrinsic ? intrinsic(context) : resolveFields(value, context);
}

async function resolveFields(value: { [key: string]: TemplateValue }, context: ResolverContext) {
  const fields = await Promise.all(
    Object.entries(value).map(
      async ([name, field]) => [name, await resolveOptional(field, context)] as const,
    ),
  );
  return Object.fromEntries(
    fields.flatMap(([name, field]) => (field === undefined ? [] : [[name, field]])),
  );
}

function asIntrinsic(value: { [key: string]: TemplateValue }) {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  if (!name.startsWith('Fn::') && name !== 'Ref' && name !== 'Condition') return undefined;
  const argument = value[name] ?? null;
  // A policy statement's `Condition` is an object, the intrinsic function's is a name.
  if (name === 'Condition' && typeof argument !== 'string') return undefined;
  const intrinsic = INTRINSICS[name];
  if (!intrinsic)
    throw new LocalError(`The template uses ${name}, which the local pipeline cannot resolve.`);
  return (context: ResolverContext) => intrinsic(argument, context);
}

async function resolveReference(name: string, context: ResolverContext): Promise<TemplateValue> {
  const pseudo = context.pseudoParameters[name];
  if (pseudo !== undefined) return pseudo;
  const parameter = context.template.Parameters?.[name];
  if (parameter) return parameter.Default ?? '';
  return (await context.resourceOf(name)).ref;
}

async function resolveAttribute(
  id: string,
  attribute: string,
  context: ResolverContext,
): Promise<string> {
  const value = (await context.resourceOf(id)).attributes[attribute];
  if (value !== undefined) return value;
  throw new LocalError(`The template asks for ${id}.${attribute}, which has no local value.`);
}

/** Whether the template's condition is true. */
export async function isConditionMet(name: string, context: ResolverContext): Promise<boolean> {
  return (await resolveValue(context.template.Conditions?.[name], context)) === true;
}

function list(value: TemplateValue | undefined, where: string): TemplateValue[] {
  if (Array.isArray(value)) return value;
  throw new LocalError(`${where} in the template needs a list, not ${JSON.stringify(value)}.`);
}

function text(value: TemplateValue | undefined, where: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new LocalError(`${where} in the template needs a text, not ${JSON.stringify(value)}.`);
}

function splitOnce(value: string): [string, string] {
  const dot = value.indexOf('.');
  return [value.slice(0, dot), value.slice(dot + 1)];
}
