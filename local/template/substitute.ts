import { LocalError } from '../local-error.ts';
import type { ResolverContext } from './resolver-context.ts';
import type { TemplateValue } from './template.ts';

interface Resolvers {
  resolveReference(name: string, context: ResolverContext): Promise<TemplateValue>;
  resolveAttribute(id: string, attribute: string, context: ResolverContext): Promise<string>;
  resolveValue(value: TemplateValue | undefined, context: ResolverContext): Promise<TemplateValue>;
}

const PLACEHOLDER = /\$\{([^{}]{1,300})\}/;

/** `Fn::Sub`: `"text ${Name} ${Id.Attribute} ${!literal}"`, or `[text, {Name: value}]`. */
export async function substitute(
  argument: TemplateValue,
  context: ResolverContext,
  resolvers: Resolvers,
): Promise<string> {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') throw new LocalError('Fn::Sub in the template needs a text.');
  const given = (await resolvers.resolveValue(variables, context)) as Record<string, TemplateValue>;
  const parts = await Promise.all(
    text.split(PLACEHOLDER).map((part, index) => {
      if (index % 2 === 0) return part;
      return readVariable(part, given, context, resolvers);
    }),
  );
  return parts.join('');
}

async function readVariable(
  name: string,
  given: Record<string, TemplateValue>,
  context: ResolverContext,
  resolvers: Resolvers,
): Promise<string> {
  if (name.startsWith('!')) return `\${${name.slice(1)}}`;
  const own = given?.[name];
  if (own !== undefined) return String(own);
  const dot = name.indexOf('.');
  if (dot < 0) return String(await resolvers.resolveReference(name, context));
  return resolvers.resolveAttribute(name.slice(0, dot), name.slice(dot + 1), context);
}
