import fc from 'fast-check';

/** The part of JSON Schema that our OpenAPI document uses. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  example?: unknown;
}

export interface Operation {
  operationId: string;
  method: string;
  path: string;
  parameters: { name: string; in: 'path' | 'query' | 'header'; schema: Schema }[];
  body?: Schema;
  /** Of the body. */
  example?: unknown;
  statuses: number[];
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const WRONG_VALUES = [null, 7, -1, 1e308, true, '', 'x'.repeat(3_000), '\u0000', [], {}, [[]]];
const ODD_SEGMENTS = ['%00', '..%2F..%2Fx', '%F0%9F%92%A5', 'x'.repeat(300), '%23', '%25'];

// biome-ignore lint/suspicious/noExplicitAny: the document as received.
export function operationsOf(document: any): Operation[] {
  return Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => {
      // biome-ignore lint/suspicious/noExplicitAny: see above
      const operation = item[method] as any;
      return {
        operationId: operation.operationId,
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content['application/json'].schema,
        example: operation.requestBody?.content['application/json'].example,
        statuses: Object.keys(operation.responses).map(Number),
      };
    }),
  );
}

/** Wrong bodies: each field missing, of another type or too long; unknown fields; no object at all. */
export function wrongBodies(schema: Schema, valid: Record<string, unknown>): unknown[] {
  const fields = Object.keys(schema.properties ?? {});
  const wrongFields = fields.flatMap((field) =>
    WRONG_VALUES.map((value) => ({ ...valid, [field]: value })),
  );
  const missing = (schema.required ?? []).map((field) => ({ ...valid, [field]: undefined }));
  const strangers = [
    { ...valid, stranger: 1 },
    { ...valid, __proto__x: {} },
  ];
  const anything = fc.sample(fc.jsonValue({ maxDepth: 3 }), { numRuns: 10, seed: 7 });
  return [...wrongFields, ...missing, ...strangers, [], 'text', 7, ...anything];
}

/** Paths with ids that are odd or unknown. */
export function oddPaths(path: string): string[] {
  if (!path.includes('{')) return [];
  return ODD_SEGMENTS.map((segment) => path.replaceAll(/\{[^}]+\}/g, segment));
}

export function wrongQueries({ parameters }: Operation): string[] {
  return parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name }) =>
      ['', 'x', '-1', '99999999', '%00', 'e30', 'eyJwayI6IngiLCJzayI6InkifQ'].map(
        (value) => `?${name}=${value}`,
      ),
    )
    .concat('?stranger=1');
}
