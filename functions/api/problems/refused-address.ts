import { ONE_ADDRESS } from '../schemas/text.ts';
import { invalid } from './problem.ts';

/** 422 for an address that nobody can be registered with (R13). */
export const refusedAddress = (kind: 'malformed' | 'piping-address', pointer: string) =>
  kind === 'malformed'
    ? invalid('invalid', pointer, ONE_ADDRESS)
    : invalid(
        'piping-address-is-nobodys',
        pointer,
        'is the piping address: nobody may be registered with it',
      );
