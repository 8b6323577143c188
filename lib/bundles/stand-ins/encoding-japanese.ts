import { loadLazily } from './load-lazily.ts';

const load = loadLazily<{ convert(...given: unknown[]): unknown }>('encoding-japanese');

/** The one function of it that libmime calls. */
// biome-ignore lint/style/noDefaultExport: the package has one
export default { convert: (...given: unknown[]) => load().convert(...given) };
