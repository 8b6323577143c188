import { join } from 'node:path';
import { buildOnce } from '../cache-folder.ts';
import { runNode } from '../run-node.ts';

const PROJECT = join(import.meta.dirname, '../..');
const SOURCES = 'console';
const VITE = join(PROJECT, 'node_modules/vite/bin/vite.js');

/** The folder of the built page. It is built in a process of its own, so that the pipeline does not wait for it. */
export const builtPage = (): Promise<string> =>
  buildOnce(
    { projectDir: PROJECT, kind: 'console', sources: [SOURCES, 'package-lock.json'], given: '' },
    runVite,
  );

async function runVite(folder: string): Promise<void> {
  const { code, output } = await runNode(
    [VITE, 'build', SOURCES, '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: PROJECT },
  );
  if (code !== 0)
    throw new Error(`the console's page cannot be built (exit code ${code}): ${output}`);
}
