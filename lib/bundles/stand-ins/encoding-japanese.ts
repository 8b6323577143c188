import { loadLazily } from './load-lazily.ts';

const load = loadLazily<{ convert(...given: unknown[]): unknown }>('encoding-japanese');

/** The only function of the package that libmime calls. */
// biome-ignore lint/style/noDefaultExport: the package has one
export default { convert: (...given: unknown[]) => load().convert(...given) };
