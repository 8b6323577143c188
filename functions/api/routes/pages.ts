import { compress } from 'hono/compress';
import type { Api } from '../api-context.ts';
import type { PageFiles } from '../api-ports.ts';

/** Allows the page's own files, this API and the files of `fileOrigin`; nothing else, and no framing. */
const policyWith = (fileOrigin: string | undefined) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    ["connect-src 'self'", fileOrigin].filter(Boolean).join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
};

/** Built files have a hash of their content in their name, so they never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves a built page at `/<name>`. It holds no secret and needs no token: it calls the API with the token that its user enters.
 * `fileOrigin` gives the bucket's origin, for a page that uploads and downloads files (decision 0073).
 */
export function servePage(
  api: Api,
  name: 'console' | 'docs',
  files: PageFiles,
  fileOrigin?: () => Promise<string>,
): void {
  api.use(`/${name}/*`, compress());
  const answer = async (file: string, cacheControl: string) => {
    const found = await files.read(file);
    if (!found) return undefined;
    return new Response(found.octets, {
      headers: {
        ...HEADERS,
        'content-security-policy': policyWith(await fileOrigin?.()),
        'content-type': found.contentType,
        'cache-control': cacheControl,
      },
    });
  };
  for (const path of [`/${name}`, `/${name}/`]) {
    api.get(path, async (c) => (await answer('index.html', 'no-cache')) ?? c.notFound());
  }
  api.get(
    `/${name}/assets/:file`,
    async (c) => (await answer(c.req.param('file'), FOR_EVER)) ?? c.notFound(),
  );
}
