import { parseReceivesAt } from '../settings/receiving-addresses.ts';
import { environment } from './environment.ts';

/** Where the deployment receives, as the stack says. */
export const readReceiving = () => parseReceivesAt(environment('RECEIVES_AT'));
