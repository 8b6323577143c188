import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type OutputFile } from 'esbuild';

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../functions', import.meta.url));
/** Nothing is written there: source maps name the sources relative to it, and so are the same on every machine. */
const OUTPUT_FOLDER = join(FUNCTIONS_FOLDER, 'bundles');

let bundles: OutputFile[] | undefined;

/** Puts files beside a bundle. */
export type AddFiles = (bundleFolder: string) => void;

/** The code of `functions/<name>.ts`: one ESM file with the AWS SDK inside (faster cold start), and its source map. */
export function bundleFunction(name: string, addFiles?: AddFiles): Code {
  return Code.fromAsset(FUNCTIONS_FOLDER, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      // Never run; CDK takes bundles with equal options for one bundle.
      command: [name, ...(addFiles ? [addFiles.name] : [])],
      local: {
        tryBundle(outputFolder: string) {
          bundles ??= buildAll();
          const files = bundles.filter(({ path }) => basename(dirname(path)) === name);
          if (files.length === 0) throw new Error(`there is no functions/${name}.ts`);
          for (const file of files) {
            writeFileSync(join(outputFolder, basename(file.path)), file.contents);
          }
          addFiles?.(outputFolder);
          return true;
        },
      },
    },
  });
}

/** All functions in one run: what they share is parsed once. */
function buildAll(): OutputFile[] {
  return buildSync({
    absWorkingDir: FUNCTIONS_FOLDER,
    entryPoints: readdirSync(FUNCTIONS_FOLDER).filter((file) => file.endsWith('.ts')),
    outdir: OUTPUT_FOLDER,
    entryNames: '[name]/index',
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    minify: true,
    keepNames: true,
    sourcemap: true,
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
  }).outputFiles;
}
