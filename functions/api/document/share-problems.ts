import type { Document, DocumentedAnswer } from './document.ts';
import { mapCalls } from './document.ts';

/** Moves the problem responses into the components, one for each status, and refers to them. */
export function shareProblems(document: Document): Document {
  const shared = new Map<string, DocumentedAnswer>();
  const referring = mapCalls(document, (call) => {
    const responses = Object.entries(call.responses ?? {}).map(([status, answer]) => {
      if (Number(status) < 400) return [status, answer];
      const name = `Problem${status}`;
      shared.set(name, answer as DocumentedAnswer);
      return [status, { $ref: `#/components/responses/${name}` }];
    });
    return { ...call, responses: Object.fromEntries(responses) };
  });
  const responses = Object.fromEntries(shared);
  return { ...referring, components: { ...referring.components, responses } };
}
