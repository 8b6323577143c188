import type { analyse as analyseOctets } from 'chardet';
import { loadLazily } from './load-lazily.ts';

const load = loadLazily<{ analyse: typeof analyseOctets }>('chardet');

export const analyse: typeof analyseOctets = (octets) => load().analyse(octets);
