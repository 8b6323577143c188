import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeOldest } from '../cache-folder.ts';
import { runNode } from '../run-node.ts';

const PROJECT = join(import.meta.dirname, '../..');
const SOURCES = join(PROJECT, 'console');
const CACHE = join(PROJECT, 'node_modules/.cache/email-piping-local/console');
const VITE = join(PROJECT, 'node_modules/vite/bin/vite.js');

/**
 * The folder of the built page, cached under a hash of its sources and the locked packages. A page
 * that is not cached is built in a process of its own, so that the pipeline does not wait for it.
 */
export async function builtPage(): Promise<string> {
  const name = await hashSources();
  const kept = join(CACHE, name);
  if (existsSync(kept)) return kept;
  await mkdir(CACHE, { recursive: true });
  const fresh = await mkdtemp(join(CACHE, 'making-'));
  await runVite(fresh);
  await rename(fresh, kept).catch(async (error) => {
    // Another start has built the same page meanwhile.
    if (!existsSync(kept)) throw error;
    await rm(fresh, { recursive: true, force: true });
  });
  await removeOldest(CACHE, name);
  return kept;
}

async function hashSources(): Promise<string> {
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of [...files, join(PROJECT, 'package-lock.json')]) {
    hash.update(`\0${file.slice(PROJECT.length)}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 32);
}

async function runVite(folder: string): Promise<void> {
  const { code, output } = await runNode(
    [VITE, 'build', SOURCES, '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: PROJECT },
  );
  if (code !== 0)
    throw new Error(`the console's page cannot be built (exit code ${code}): ${output}`);
}
