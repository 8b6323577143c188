import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../console', import.meta.url));
const VITE = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

/** Builds the page of `console/` into a bundle, as `console/`. */
export function buildConsolePage(bundleFolder: string): void {
  const outDir = join(bundleFolder, 'console');
  const { status, stderr } = spawnSync(
    process.execPath,
    [VITE, 'build', SOURCES, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the page of console/ cannot be built: ${stderr}`);
}
