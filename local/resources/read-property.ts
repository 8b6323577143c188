import { LocalError } from '../local-error.ts';
import type { ResourceRequest } from '../template/create-resources.ts';
import type { TemplateValue } from '../template/template.ts';

type Request = Pick<ResourceRequest, 'logicalId' | 'properties'>;

/** A text property, or undefined when the template does not set it. CloudFormation accepts numbers and booleans as text. */
export function optionalText(request: Request, name: string): string | undefined {
  const value = request.properties[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') return String(value);
  throw wrong(request, name, 'a text');
}

export function requiredText(request: Request, name: string): string {
  const value = optionalText(request, name);
  if (value !== undefined) return value;
  throw wrong(request, name, 'a text');
}

export function optionalNumber(request: Request, name: string): number | undefined {
  const text = optionalText(request, name);
  if (text === undefined) return undefined;
  if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  throw wrong(request, name, 'a number');
}

export function optionalFlag(request: Request, name: string): boolean | undefined {
  const text = optionalText(request, name);
  return text === undefined ? undefined : text === 'true';
}

export function optionalList(request: Request, name: string): TemplateValue[] {
  const value = request.properties[name];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw wrong(request, name, 'a list');
}

/** An object property as a request of its own, so that its fields are read the same way. Empty when not set. */
export function fieldsOf(request: Request, name: string): Request {
  const value = request.properties[name] ?? {};
  if (typeof value === 'object' && !Array.isArray(value) && value !== null) {
    return { logicalId: `${request.logicalId}.${name}`, properties: value };
  }
  throw wrong(request, name, 'an object');
}

/** The objects of a list property. */
export function itemsOf(request: Request, name: string): Request[] {
  return optionalList(request, name).map((value, index) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw wrong(request, name, 'a list of objects');
    return { logicalId: `${request.logicalId}.${name}[${index}]`, properties: value };
  });
}

function wrong({ logicalId, properties }: Request, name: string, wanted: string): LocalError {
  return new LocalError(
    `The template's ${logicalId}.${name} is ${JSON.stringify(properties[name])}: the local pipeline needs ${wanted}.`,
  );
}
