import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalError } from '../local-error.ts';
import type { Assembly, Template } from './template.ts';

interface Manifest {
  artifacts: Record<string, { type: string; properties?: { templateFile?: string } }>;
}

interface AssetManifest {
  files: Record<string, { source: { path?: string } }>;
}

/** Reads the only stack of a synthesized app. */
export async function readAssembly(folder: string): Promise<Assembly> {
  const manifest = await readJson<Manifest>(join(folder, 'manifest.json'));
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const [stack] = stacks;
  if (!stack || stacks.length > 1) {
    throw new LocalError(
      `The app synthesizes ${stacks.length} stacks: the local pipeline runs one.`,
    );
  }
  const [stackName, artifact] = stack;
  const file = artifact.properties?.templateFile ?? `${stackName}.template.json`;
  return {
    stackName,
    template: await readJson<Template>(join(folder, file)),
    assets: await readAssets(folder, stackName),
  };
}

async function readAssets(folder: string, stackName: string): Promise<Map<string, string>> {
  const { files } = await readJson<AssetManifest>(join(folder, `${stackName}.assets.json`));
  const entries = Object.entries(files).flatMap(([hash, { source }]) =>
    source.path === undefined ? [] : ([[hash, join(folder, source.path)]] as const),
  );
  return new Map(entries);
}

async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(file, 'utf8')) as Content;
}
