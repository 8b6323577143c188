import type { Document, DocumentedAnswer } from './document.ts';
import { mapCalls } from './document.ts';

/** The problems that many calls have stand once in the document, by their status. */
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
