import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { reasonToRefuseHost } from '../../../local/doors/refuse-strangers.ts';

const refuse = (host: string | undefined, port: number) =>
  reasonToRefuseHost({ headers: { host } } as IncomingMessage, port);

describe('reasonToRefuseHost', () => {
  it.each([
    ['127.0.0.1:8080', 8080],
    ['LocalHost:8080', 8080],
    ['127.0.0.1', 80],
    ['localhost:80', 80],
  ])('accepts the host %s at port %i', (host, port) => {
    expect(refuse(host, port)).toBeUndefined();
  });

  it.each([
    ['evil.example:8080', 8080],
    ['127.0.0.1', 8080],
    ['127.0.0.1:8080.evil.example', 8080],
    [undefined, 8080],
  ])('refuses the host %s at port %i, and names the right one', (host, port) => {
    expect(refuse(host, port)).toBe(`Open http://127.0.0.1:${port}/ instead.`);
  });
});
