import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('./reference', import.meta.url));
const SWAGGER_UI = fileURLToPath(new URL('../node_modules/swagger-ui-dist', import.meta.url));

/** Puts the page that shows the OpenAPI document (Swagger UI) into a bundle as `docs/`. It loads nothing from another host. */
export function copyReferencePage(bundleFolder: string): void {
  const folder = join(bundleFolder, 'docs');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  let page = readFileSync(join(SOURCES, 'index.html'), 'utf8');
  for (const file of [
    join(SWAGGER_UI, 'swagger-ui.css'),
    join(SWAGGER_UI, 'swagger-ui-bundle.js'),
    join(SOURCES, 'reference.css'),
    join(SOURCES, 'reference.js'),
  ]) {
    const octets = readFileSync(file);
    const named = nameByContent(file, octets);
    writeFileSync(join(folder, 'assets', named), octets);
    page = page.replace(`assets/${parse(file).base}`, `assets/${named}`);
  }
  writeFileSync(join(folder, 'index.html'), page);
}

/** A name with a hash of the content, because browsers keep these files for ever. */
function nameByContent(file: string, octets: Buffer): string {
  const { name, ext } = parse(file);
  return `${name}-${createHash('sha256').update(octets).digest('hex').slice(0, 12)}${ext}`;
}
