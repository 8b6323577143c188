import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type OutputFile } from 'esbuild';

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../../functions', import.meta.url));
const STAND_INS = fileURLToPath(new URL('stand-ins', import.meta.url));
/** Nothing is written there. Source maps name the sources relative to it, so they are the same on every machine. */
const OUTPUT_FOLDER = join(FUNCTIONS_FOLDER, 'bundles');

/** Functions with parts that are loaded on first use (`import()`). These parts become files of their own. */
const SPLIT_FUNCTIONS = ['parse-mail', 'serve-api', 'poll-mailboxes'];
/**
 * Packages that few mails need, and whose functions are called synchronously. Each is put into the
 * `node_modules` of the functions that may need it, and its stand-in requires it at the first call.
 */
export const LAZY_PACKAGES = ['iconv-lite', 'chardet'];

const standIn = (name: string) => join(STAND_INS, name);

/** Replacements for packages, or for second copies of one. Each stand-in says why. */
const ALIASES: Record<string, string> = {
  '@aws-sdk/credential-provider-node': standIn('environment-credentials.ts'),
  bowser: standIn('nothing.ts'),
  'encoding-japanese': standIn('encoding-japanese.ts'),
  http: standIn('node-http.ts'),
  joi: standIn('joi.ts'),
  'node:http': standIn('node-http.ts'),
  pino: standIn('nothing.ts'),
  postcss: standIn('nothing.ts'),
  socks: standIn('nothing.ts'),
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
  // CommonJS packages in the bundle call `require`, which an ES module does not have.
  banner: {
    js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
  },
  logLevel: 'error',
} satisfies BuildOptions;

/**
 * The files of each function and of each lazy package, by name. They include source maps, which no code refers
 * to, unless `BUNDLE_MAPS=false`: maps take a quarter of the build, and the code is the same without them.
 */
export function buildBundles(): Map<string, OutputFile[]> {
  const names = readdirSync(FUNCTIONS_FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'));
  // one build parses the modules that they share only once
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
    // character tables are half as long as with escapes; other code stays ASCII, which loads faster
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

/** Forces one copy of a package, where a dependency brings another version. */
function packageFolder(name: string): string {
  const require = createRequire(import.meta.url);
  return dirname(require.resolve(`${name}/package.json`));
}
