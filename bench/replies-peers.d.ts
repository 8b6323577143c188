declare module 'planer' {
  export function extractFrom(body: string, contentType: string, document?: unknown): string;
}
declare module 'jsdom' {
  export class JSDOM {
    readonly window: { readonly document: unknown };
  }
}
