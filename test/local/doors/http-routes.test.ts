import { describe, expect, it } from 'vitest';
import { findHttpRoute } from '../../../local/doors/http-routes.ts';

const routes = ['$default', 'ANY /v1/{proxy+}', 'GET /v1/users/{userId}', 'GET /v1/users/me'].map(
  (key) => ({
    key,
    functionArn: key,
  }),
);

describe('findHttpRoute', () => {
  it.each<[string, string, string, object]>([
    ['GET', '/v1/users/me', 'GET /v1/users/me', {}],
    ['GET', '/v1/users/5', 'GET /v1/users/{userId}', { userId: '5' }],
    ['POST', '/v1/users/5', 'ANY /v1/{proxy+}', { proxy: 'users/5' }],
    ['GET', '/openapi.json', '$default', {}],
  ])('%s %s goes to %s', (method, path, key, pathParameters) => {
    const found = findHttpRoute(routes, method, path);
    expect(found).toEqual({ route: { key, functionArn: key }, pathParameters });
  });

  it('finds nothing if no route fits', () => {
    expect(findHttpRoute([{ key: 'GET /a', functionArn: 'a' }], 'GET', '/b')).toBeUndefined();
  });
});
