import { problemExample } from '../problems/problem.ts';
import { type Document, type DocumentedContent, mapAnswers, mapCalls } from './document.ts';
import { EXAMPLES, LEFT_OUT_OF_EXAMPLES } from './examples.ts';

/** The part of JSON Schema that the routes use. */
interface Schema {
  $ref?: string;
  example?: unknown;
  const?: unknown;
  default?: unknown;
  enum?: unknown[];
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
}

const REFERENCE = '#/components/schemas/';

/** Gives every body an example, composed from its fields' examples, so that no route has to write one. */
export function withExamples(document: Document): Document {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  return mapCalls(document, (call) => {
    const owner = call.operationId ?? '';
    const fill = (content: DocumentedContent) =>
      mapMedia(content, (media) => composeExample(media.schema as Schema, { owner, schemas }));
    const answered = mapAnswers(call, (answer, status) => {
      if (!answer.content) return answer;
      const isProblem = status >= 400;
      const content = isProblem
        ? mapMedia(answer.content, () => problemExample(status))
        : fill(answer.content);
      return { ...answer, content };
    });
    const body = call.requestBody;
    if (!body || !('content' in body)) return answered;
    return { ...answered, requestBody: { ...body, content: fill(body.content) } };
  });
}

const mapMedia = (
  content: DocumentedContent,
  exampleOf: (media: { schema?: unknown }) => unknown,
): DocumentedContent =>
  Object.fromEntries(
    Object.entries(content).map(([type, media]) => [
      type,
      { ...(media as object), example: exampleOf(media as { schema?: unknown }) },
    ]),
  );

interface Place {
  /** The schema that has the field, by name; the operation if the schema has no name. */
  owner: string;
  name?: string;
  schemas: Record<string, Schema>;
}

/** Undefined: no example is known. */
function composeExample(schema: Schema, place: Place): unknown {
  const { owner, name = '', schemas } = place;
  const known = EXAMPLES[`${owner}.${name}`] ?? schema.example;
  if (known !== undefined) return known;
  if (schema.$ref) {
    const id = schema.$ref.slice(REFERENCE.length);
    return composeExample(schemas[id] ?? {}, { owner: id, schemas });
  }
  if (schema.allOf) return composeAll(schema.allOf, place);
  if (schema.anyOf?.[0]) return composeExample(schema.anyOf[0], place);
  if (schema.properties) return composeObject(schema.properties, place);
  return schema.const ?? schema.enum?.[0] ?? EXAMPLES[name] ?? composePlain(schema, place);
}

const composeAll = (parts: Schema[], place: Place) =>
  Object.assign({}, ...parts.map((part) => composeExample(part, place)));

const isLeftOut = (name: string, owner: string): boolean =>
  LEFT_OUT_OF_EXAMPLES.has(name) || LEFT_OUT_OF_EXAMPLES.has(`${owner}.${name}`);

const composeObject = (properties: Record<string, Schema>, { owner, schemas }: Place) =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !isLeftOut(name, owner))
      .map(([name, field]) => [name, composeExample(field, { owner, name, schemas })])
      .filter(([, value]) => value !== undefined),
  );

function composePlain(schema: Schema, place: Place): unknown {
  if (schema.items) {
    const item = composeExample(schema.items, place);
    return item === undefined ? [] : [item];
  }
  return schema.type === 'boolean' ? (schema.default ?? false) : schema.default;
}
