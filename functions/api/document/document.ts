import type { Api } from '../api-context.ts';

/** The OpenAPI 3.1 document that the routes yield. */
export type Document = ReturnType<Api['getOpenAPI31Document']>;
type PathItem = NonNullable<Document['paths']>[string];
export type DocumentedCall = NonNullable<PathItem['get']>;
export type DocumentedAnswer = Extract<
  NonNullable<DocumentedCall['responses']>[string],
  { description: string }
>;

export type DocumentedContent = NonNullable<DocumentedAnswer['content']>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
export type DocumentedMethod = (typeof METHODS)[number];

/** The document with each call replaced by what `change` returns. */
export function mapCalls(
  document: Document,
  change: (call: DocumentedCall, method: DocumentedMethod, path: string) => DocumentedCall,
): Document {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const calls = METHODS.flatMap((method) => {
      const call = item[method];
      return call ? [[method, change(call, method, path)]] : [];
    });
    return [path, { ...item, ...Object.fromEntries(calls) }];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** The call with each answer replaced by what `change` returns. */
export function mapAnswers(
  call: DocumentedCall,
  change: (answer: DocumentedAnswer, status: number) => DocumentedAnswer,
): DocumentedCall {
  const responses = Object.entries(call.responses ?? {}).map(([status, answer]) => [
    status,
    change(answer as DocumentedAnswer, Number(status)),
  ]);
  return { ...call, responses: Object.fromEntries(responses) };
}
