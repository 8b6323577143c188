import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A package in the function's own `node_modules`, loaded at the first call. Its name is a variable, so no bundler includes it. */
export function loadLazily<Package>(name: string): () => Package {
  let loaded: Package | undefined;
  return () => {
    loaded ??= interop<Package>(require(name));
    return loaded;
  };
}

function interop<Package>(module: { default?: Package } & Package): Package {
  return module.default ?? module;
}
