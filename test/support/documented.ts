/**
 * Checks answers of the API and events of webhooks against docs/openapi.json (test/journeys/api-contract.test.ts: the API serves that document). More
 * strictly than clients should: for them "new fields may appear at any time", but here an undocumented field is a mistake.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Operation, operationsOf } from './api-samples.ts';
import type { HttpAnswer } from './pipeline.ts';

// biome-ignore lint/suspicious/noExplicitAny: JSON Schema and OpenAPI as written.
type Json = any;
type DocumentedAnswer = { content?: Record<string, { schema: Json }> };
interface Place {
  pattern: RegExp;
  /** By method, in lower case, and status. */
  calls: Record<string, { responses: Record<string, Json> }>;
}

const document: Json = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const validators = new Map<Json, ValidateFunction>();

/** Paths without parameters first. */
const places: Place[] = Object.entries<Place['calls']>(document.paths)
  .toSorted(([one], [other]) => one.split('{').length - other.split('{').length)
  .map(([path, calls]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    calls,
  }));

export const documentedCalls = (): Operation[] => operationsOf(document);

/** Throws if the document does not describe this answer to the call. */
export function expectDocumentedAnswer(method: string, path: string, answer: HttpAnswer): void {
  const { pathname } = new URL(path, 'http://api.invalid');
  if (!/^\/(v1|attachments)\//.test(pathname) || isOfGateway(answer)) return;
  const faults = faultsOfAnswer(method.toLowerCase(), pathname, answer);
  if (faults.length === 0) return;
  const what = `${method} ${path.slice(0, 200)} → ${answer.status} ${answer.text.slice(0, 1_000)}`;
  throw new Error(`not as docs/openapi.json has it: ${faults.join('; ')}\n${what}`);
}

/** API Gateway's own answer if the function ended before it answered. */
const isOfGateway = ({ status, text }: HttpAnswer): boolean =>
  [
    [500, 'Internal Server Error'],
    [503, 'Service Unavailable'],
  ].some(([code, message]) => status === code && text === JSON.stringify({ message }));

/** What is wrong with the body of an event, by the document. */
export function faultsOfEvent(body: { type?: string }): string[] {
  const event = document.webhooks[body.type ?? ''];
  if (!event) return [`an event of the type ${body.type}`];
  return faultsOf(event.post.requestBody.content['application/json'].schema, body);
}

function faultsOfAnswer(method: string, pathname: string, answer: HttpAnswer): string[] {
  const place = places.find(({ pattern }) => pattern.test(pathname));
  const call = place?.calls[method === 'head' ? 'get' : method];
  // an undocumented call can only be refused
  if (!call) return faultsOfRefusal(answer);
  const documented = call.responses[answer.status];
  if (!documented) return [`the status ${answer.status}`];
  if (method === 'head') return [];
  return faultsOfContent(resolve(documented), answer);
}

function faultsOfRefusal(answer: HttpAnswer): string[] {
  if (answer.status < 400 || answer.status > 499) return ['a call that is not described'];
  return faultsOfContent(document.components.responses.Problem404, answer);
}

function faultsOfContent({ content }: DocumentedAnswer, answer: HttpAnswer): string[] {
  const type = answer.headers.get('content-type');
  if (!content) return answer.text === '' && type === null ? [] : [`a body (${type})`];
  const described = content[type ?? ''];
  if (!described) return [`the content type ${type}`];
  const isOther = answer.status >= 400 && answer.body.status !== answer.status;
  return [
    ...faultsOf(described.schema, answer.body),
    ...(isOther ? ['a problem document with another status'] : []),
  ];
}

function faultsOf(schema: Json, value: unknown): string[] {
  const validate = validators.get(schema) ?? ajv.compile(closed(schema));
  validators.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** The schema with its references resolved, and without room for unnamed fields. */
function closed(given: Json, isPart = false): Json {
  if (Array.isArray(given)) return given.map((one) => closed(one));
  if (typeof given !== 'object' || given === null) return given;
  const schema = resolve(given);
  const fields = Object.entries<Json>(schema).map(([keyword, value]) => {
    if (keyword === 'properties') return [keyword, mapValues(value, (one) => closed(one))];
    if (keyword === 'allOf') return [keyword, value.map((one: Json) => closed(one, true))];
    return [keyword, ['example', 'enum', 'const'].includes(keyword) ? value : closed(value)];
  });
  const isObject = !isPart && (schema.properties || schema.allOf);
  return { ...Object.fromEntries(fields), ...(isObject && { unevaluatedProperties: false }) };
}

const mapValues = (record: Record<string, Json>, change: (value: Json) => Json) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

function resolve(given: Json): Json {
  if (typeof given.$ref !== 'string') return given;
  const steps = given.$ref.slice('#/'.length).split('/');
  return steps.reduce((node: Json, step: string) => node[step], document);
}
