import { parseReceivesAt } from '../settings/receiving-addresses.ts';
import { environment } from './environment.ts';

/** The addresses that the deployment receives at, from its environment. */
export const readReceiving = () => parseReceivesAt(environment('RECEIVES_AT'));
