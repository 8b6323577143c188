import { globSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** What `.gitignore` leaves out, and git's own. */
const NOT_OURS = ['node_modules', 'cdk.out', 'coverage', '.local', '.git'];

/**
 * The project's files below `folders`, relative to its root, with `/`. Does without git, which a machine with Node and npm
 * may lack, or a copy of the project that was not cloned.
 */
export function listFiles(...folders: string[]): string[] {
  const exclude = NOT_OURS.flatMap((name) => [name, `**/${name}`]);
  return folders
    .flatMap((folder) => globSync([`${folder}/**/*`, `${folder}/**/.*/*`], { cwd: ROOT, exclude }))
    .map((file) => path.posix.normalize(file))
    .sort();
}
