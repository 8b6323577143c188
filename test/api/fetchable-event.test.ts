import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { describe, expect, it } from 'vitest';
import type { ApiPorts } from '../../functions/api/api-ports.ts';
import { createApi } from '../../functions/api/create-api.ts';
import { fetchableEvent } from '../../functions/api/fetchable-event.ts';

const note = () => undefined;
const log = { info: note, warn: note, error: note };
const ports = { log, clock: { now: () => 0 } } as Partial<ApiPorts> as ApiPorts;
const answer = handle(createApi(ports));

const eventOf = (method: string, body?: string) =>
  ({
    body,
    version: '2.0',
    routeKey: '$default',
    rawPath: '/openapi.json',
    rawQueryString: '',
    headers: { host: 'api.example' },
    isBase64Encoded: false,
    requestContext: {
      requestId: 'gateway-id',
      domainName: 'api.example',
      http: { method, path: '/openapi.json' },
    },
  }) as unknown as LambdaEvent;

describe('fetchableEvent', () => {
  it.each(['TRACE', 'CONNECT', 'TRACK', 'trace', 'PROPFIND', 'POST'])(
    'has %s answered as a method that the path does not have',
    async (method) => {
      const { statusCode, headers } = await answer(fetchableEvent(eventOf(method)));
      expect([statusCode, headers?.allow]).toEqual([405, 'HEAD, GET']);
    },
  );

  it.each(['GET', 'HEAD'])('ignores the body of a %s', async (method) => {
    const { statusCode } = await answer(fetchableEvent(eventOf(method, '{"a": 1}')));
    expect(statusCode).toBe(200);
  });

  it('marks a key that is not ASCII, so that it is refused', () => {
    const event = eventOf('POST');
    const headers = { ...event.headers, 'idempotency-key': 'schlüssel' };
    const sound = fetchableEvent({ ...event, headers } as LambdaEvent);
    expect(sound.headers?.['idempotency-key']).toBe('not ASCII');
  });

  it('leaves every other event unchanged', () => {
    const event = eventOf('PUT', '{}');
    expect(fetchableEvent(event)).toBe(event);
  });
});
