import { type Document, mapCalls } from './document.ts';

/** Marks a body as optional if none of its fields is required. */
export function withOptionalBodies(document: Document): Document {
  return mapCalls(document, (call) => {
    const body = call.requestBody;
    if (!body || !('content' in body)) return call;
    const schemas = Object.values(body.content).map(
      ({ schema }) => schema as { required?: string[] },
    );
    const isNeeded = schemas.some(({ required = [] }) => required.length > 0);
    return { ...call, requestBody: { ...body, required: isNeeded } };
  });
}
