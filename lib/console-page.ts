import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../console', import.meta.url));
const VITE = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

let folder: string | undefined;

/** Builds the page of `console/`, once per run, and copies it into a bundle as `console/`. */
export function copyConsolePage(bundleFolder: string): void {
  folder ??= buildPage();
  cpSync(folder, join(bundleFolder, 'console'), { recursive: true });
}

function buildPage(): string {
  const made = mkdtempSync(join(tmpdir(), 'email-piping-console-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [VITE, 'build', SOURCES, '--outDir', made, '--emptyOutDir', '--logLevel', 'error'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the page of console/ cannot be built: ${stderr}`);
  return made;
}
