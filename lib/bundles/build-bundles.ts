import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type OutputFile } from 'esbuild';

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../../functions', import.meta.url));
const STAND_INS = fileURLToPath(new URL('stand-ins', import.meta.url));
/** Nothing is written there: source maps name the sources relative to it, and so are the same on every machine. */
const OUTPUT_FOLDER = join(FUNCTIONS_FOLDER, 'bundles');

/** Functions with parts that are loaded when first needed (`import()`): those are files of their own. */
const SPLIT_FUNCTIONS = ['parse-mail', 'serve-api', 'poll-mailboxes'];
/**
 * Packages that few mails need and that are called without waiting: each lies in the `node_modules` of the functions that may need it, and its
 * stand-in requires it at the first call.
 */
export const LAZY_PACKAGES = ['iconv-lite', 'encoding-japanese', 'chardet'];

const standIn = (name: string) => join(STAND_INS, name);

/** What stands in for a package, or for a second copy of one; why is said in each. */
const ALIASES: Record<string, string> = {
  '@aws-sdk/credential-provider-node': standIn('environment-credentials.ts'),
  bowser: standIn('nothing.ts'),
  http: standIn('node-http.ts'),
  'node:http': standIn('node-http.ts'),
  postcss: standIn('nothing.ts'),
  zod: standIn('zod.mjs'),
  ...Object.fromEntries(LAZY_PACKAGES.map((name) => [name, standIn(`${name}.ts`)])),
  ...Object.fromEntries(['libmime', 'tldts'].map((name) => [name, packageFolder(name)])),
};

const OPTIONS = {
  absWorkingDir: FUNCTIONS_FOLDER,
  outdir: OUTPUT_FOLDER,
  outExtension: { '.js': '.mjs' },
  write: false,
  bundle: true,
  minify: true,
  sourcemap: process.env.BUNDLE_MAPS === 'false' ? false : 'external',
  sourcesContent: false,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  // CommonJS packages in the bundle call require, which an ES module does not have.
  banner: {
    js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
  },
  logLevel: 'error',
} satisfies BuildOptions;

/**
 * The files of each function by its name, and those of each lazy package; maps among them, which nothing names, but with `BUNDLE_MAPS=false`: they are a
 * quarter of the work, and the code is the same.
 */
export function buildBundles(): Map<string, OutputFile[]> {
  const names = readdirSync(FUNCTIONS_FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));
  // what they share is parsed once
  const whole = names.filter((name) => !SPLIT_FUNCTIONS.includes(name));
  return new Map([
    ...byFolder(buildSync({ ...OPTIONS, alias: ALIASES, entryPoints: whole.map(entryOf) })),
    ...byFolder(buildPackages()),
    ...SPLIT_FUNCTIONS.map((name) => [name, buildSplit(name)] as const),
  ]);
}

const entryOf = (name: string) => ({ in: `${name}.ts`, out: `${name}/index` });

const packageEntryOf = (name: string) => ({ in: name, out: `${name}/index` });

const buildPackages = () =>
  buildSync({
    ...OPTIONS,
    // tables of characters are half as long as with escapes; code alone is read faster in ASCII
    charset: 'utf8',
    entryPoints: LAZY_PACKAGES.map(packageEntryOf),
  });

const buildSplit = (name: string): OutputFile[] =>
  buildSync({
    ...OPTIONS,
    alias: ALIASES,
    entryPoints: [entryOf(name)],
    chunkNames: `${name}/[name]-[hash]`,
    splitting: true,
  }).outputFiles;

function byFolder({ outputFiles }: { outputFiles: OutputFile[] }): Map<string, OutputFile[]> {
  return Map.groupBy(outputFiles, ({ path }) => basename(dirname(path)));
}

/** So that a dependency's own copy of another version is not bundled, too. */
function packageFolder(name: string): string {
  const require = createRequire(import.meta.url);
  return dirname(require.resolve(`${name}/package.json`));
}
