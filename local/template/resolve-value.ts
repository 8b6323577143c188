import { LocalError } from '../local-error.ts';
import type { TemplateValue } from './template.ts';

/** Results of `Ref` and `Fn::GetAtt` for a created resource. */
export interface ResourceHandle {
  ref: string;
  attributes: Record<string, string>;
}

export interface ResolverContext {
  /** Pseudo parameters such as `AWS::Region`. */
  pseudoParameters: Record<string, string>;
  /** Returns the resource; creates it first if necessary. */
  resourceOf(logicalId: string): Promise<ResourceHandle>;
}

type Intrinsic = (argument: TemplateValue, context: ResolverContext) => Promise<string>;

/** `${Name}` or `${Id.Attribute}` in the text of `Fn::Sub`. */
const PLACEHOLDER = /\$\{([^{}]{1,300})\}/;

/** The intrinsic functions that CDK writes into our template. */
const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (argument, context) => resolveReference(text(argument, 'Ref'), context),
  'Fn::GetAtt': async (argument, context) => {
    const [id, attribute] = list(argument, 'Fn::GetAtt').map((part) => text(part, 'Fn::GetAtt'));
    return resolveAttribute(id ?? '', attribute ?? '', context);
  },
  'Fn::Join': async (argument, context) => {
    const [separator, parts] = list(argument, 'Fn::Join');
    const resolved = list(await resolveValue(parts, context), 'Fn::Join');
    return resolved.map((part) => text(part, 'Fn::Join')).join(text(separator, 'Fn::Join'));
  },
  'Fn::Sub': async (argument, context) => {
    const parts = text(argument, 'Fn::Sub').split(PLACEHOLDER);
    const resolved = parts.map((part, index) => {
      if (index % 2 === 0) return part;
      const [name = '', attribute] = part.split('.', 2);
      return attribute === undefined
        ? resolveReference(name, context)
        : resolveAttribute(name, attribute, context);
    });
    return (await Promise.all(resolved)).join('');
  },
};

/** A template value with its intrinsic functions resolved. An unknown function is an error. */
export async function resolveValue(
  value: TemplateValue | undefined,
  context: ResolverContext,
): Promise<TemplateValue> {
  if (value === undefined || value === null || typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveValue(item, context)));
  const [name = '', ...others] = Object.keys(value);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::')))
    return intrinsicOf(name)(value[name] ?? null, context);
  const fields = Object.entries(value).map(
    async ([field, given]) => [field, await resolveValue(given, context)] as const,
  );
  return Object.fromEntries(await Promise.all(fields));
}

function intrinsicOf(name: string): Intrinsic {
  const intrinsic = INTRINSICS[name];
  if (intrinsic) return intrinsic;
  throw new LocalError(
    `The template uses ${name}, which the local pipeline cannot resolve: add it in local/template/resolve-value.ts.`,
  );
}

async function resolveReference(name: string, context: ResolverContext): Promise<string> {
  return context.pseudoParameters[name] ?? (await context.resourceOf(name)).ref;
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

function list(value: TemplateValue | undefined, where: string): TemplateValue[] {
  if (Array.isArray(value)) return value;
  throw new LocalError(`${where} in the template needs a list, not ${JSON.stringify(value)}.`);
}

function text(value: TemplateValue | undefined, where: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new LocalError(`${where} in the template needs a text, not ${JSON.stringify(value)}.`);
}
