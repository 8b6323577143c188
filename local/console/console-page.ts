import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What the page is told of this run. */
export interface PageFacts {
  address: string;
  apiToken: string;
  smtpPort: number;
  clients: string[];
  checks: string[];
}

export interface BuiltPage {
  html: string;
  /** Value of Content-Security-Policy: this page's own script and style, and nothing else. */
  policy: string;
}

const FOLDER = new URL('./page/', import.meta.url);

/** One self-contained page: markup, style and bundled script. */
export async function buildPage(facts: PageFacts): Promise<BuiltPage> {
  const [markup, style, script] = await Promise.all([
    readFile(new URL('index.html', FOLDER), 'utf8'),
    readFile(new URL('style.css', FOLDER), 'utf8'),
    bundleScript(),
  ]);
  const data = JSON.stringify(facts).replaceAll('<', '\\u003c');
  return {
    html: markup
      .replace('/*style*/', () => style)
      .replace('id="facts">{}', () => `id="facts">${data}`)
      .replace('/*script*/', () => script),
    policy: [
      "default-src 'none'",
      `script-src '${hashOf(script)}'`,
      `style-src '${hashOf(style)}'`,
      "connect-src 'self'",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  };
}

async function bundleScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('main.ts', FOLDER))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    logLevel: 'silent',
  });
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
