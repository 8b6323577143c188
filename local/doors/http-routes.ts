import type { HttpRoute } from '../resources/machine.ts';

export interface MatchedRoute {
  route: HttpRoute;
  pathParameters: Record<string, string>;
}

const DEFAULT_ROUTE = '$default';

/** The HTTP API's most specific route for a request, else `$default`. */
export function findHttpRoute(
  routes: readonly HttpRoute[],
  method: string,
  path: string,
): MatchedRoute | undefined {
  const fitting = routes.flatMap((route) => {
    const pathParameters = matchRoute(route.key, method, path);
    return pathParameters ? [{ route, pathParameters }] : [];
  });
  fitting.sort((left, right) => rank(right.route.key) - rank(left.route.key));
  return fitting[0];
}

function matchRoute(key: string, method: string, path: string): Record<string, string> | undefined {
  if (key === DEFAULT_ROUTE) return {};
  const [wantedMethod, template = ''] = key.split(' ', 2);
  if (wantedMethod !== 'ANY' && wantedMethod !== method) return undefined;
  return matchPath(template.split('/'), path.split('/'));
}

function matchPath(template: string[], path: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of template.entries()) {
    const name = /^\{([^}+]{1,128})(\+?)\}$/.exec(segment);
    if (name?.[1] && name[2]) {
      parameters[name[1]] = path.slice(index).join('/');
      return path.length > index ? parameters : undefined;
    }
    const actual = path[index];
    if (actual === undefined) return undefined;
    if (name?.[1]) parameters[name[1]] = actual;
    else if (segment !== actual) return undefined;
  }
  return template.length === path.length ? parameters : undefined;
}

/** Literal segments rank above variables, variables above a greedy one, and `$default` is last. */
function rank(key: string): number {
  if (key === DEFAULT_ROUTE) return -1;
  const segments = key.split('/');
  const variables = segments.filter((segment) => segment.includes('{')).length;
  return (
    segments.length * 10 -
    variables -
    (key.includes('+}') ? 5 : 0) +
    (key.startsWith('ANY') ? 0 : 1)
  );
}
