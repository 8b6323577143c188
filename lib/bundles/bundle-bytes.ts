import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ENTRY = 'index.mjs';
/** `import … from` or `export … from` in minified code: files that are loaded together with this one. `import()` is not matched. */
const STATIC_IMPORT = /(?:from|import)\s*"\.\/([^"]+\.mjs)"/g;

/** Octets of code that are loaded before the handler can run. */
export function startBytes(folder: string): number {
  const seen = new Set<string>();
  const waiting = [ENTRY];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const code = readFileSync(join(folder, file), 'utf8');
    for (const [, name = ''] of code.matchAll(STATIC_IMPORT)) waiting.push(name);
  }
  return [...seen].reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

/** Octets of all code, including what is loaded on first use. */
export function wholeBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.mjs'))
    .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
