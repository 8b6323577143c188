import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { OutputFile } from 'esbuild';
import { LAZY_PACKAGES } from './build-bundles.ts';

type Bundles = Map<string, OutputFile[]>;

const isMap = ({ path }: OutputFile) => path.endsWith('.map');

/** Writes the code of `functions/<name>.ts` into a folder, as Lambda gets it. */
export function writeBundle(bundles: Bundles, name: string, folder: string): void {
  const code = filesOf(bundles, name).filter((file) => !isMap(file));
  writeFiles(code, folder);
  for (const lazy of LAZY_PACKAGES) {
    if (code.some(({ text }) => text.includes(`"${lazy}"`))) writePackage(bundles, lazy, folder);
  }
}

/** Writes its source maps, each as `<file>.map`. */
export function writeMaps(bundles: Bundles, name: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFiles(filesOf(bundles, name).filter(isMap), folder);
}

function writePackage(bundles: Bundles, name: string, folder: string): void {
  const home = join(folder, 'node_modules', name);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"main":"index.mjs"}\n');
  writeFiles(
    filesOf(bundles, name).filter((file) => !isMap(file)),
    home,
  );
}

function filesOf(bundles: Bundles, name: string): OutputFile[] {
  const files = bundles.get(name);
  if (!files) throw new Error(`there is no functions/${name}.ts`);
  return files;
}

function writeFiles(files: OutputFile[], folder: string): void {
  for (const { path, contents } of files) writeFileSync(join(folder, basename(path)), contents);
}
