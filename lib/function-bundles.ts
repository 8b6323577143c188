import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildBundles } from './bundles/build-bundles.ts';
import { writeBundle, writeMaps } from './bundles/write-bundle.ts';

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../functions', import.meta.url));
/** A folder in the assembly, beside the assets. */
const MAPS_FOLDER = 'source-maps';

let bundles: ReturnType<typeof buildBundles> | undefined;

/** Adds files to the folder of a bundle. */
export type AddFiles = (bundleFolder: string) => void;

/**
 * The code of `functions/<name>.ts`: ESM files that include the AWS SDK (faster cold start). Source maps stay
 * in the assembly for `npm run trace`: with them Lambda would take twice the time and memory to load the code.
 */
export function bundleFunction(name: string, addFiles?: AddFiles): Code {
  return Code.fromAsset(FUNCTIONS_FOLDER, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      // Never run. CDK treats bundles with equal options as one, so the options must differ.
      command: [name, ...(addFiles ? [addFiles.name] : [])],
      local: {
        tryBundle(outputFolder: string) {
          bundles ??= buildBundles();
          writeBundle(bundles, name, outputFolder);
          // assets are made in folders directly below the assembly
          writeMaps(bundles, name, join(dirname(outputFolder), MAPS_FOLDER, name));
          addFiles?.(outputFolder);
          return true;
        },
      },
    },
  });
}
