import octets from '../../settings/address-octets.json' with { type: 'json' };
import type {
  NormalisedAddresses,
  UnmailableAddress,
} from '../../steps/chatting/normalise-addresses.ts';
import { ONE_ADDRESS } from '../schemas/text.ts';
import { invalid } from './problem.ts';

type RefusedAddress = Exclude<NormalisedAddresses, { kind: 'normalised' }> | UnmailableAddress;

/** RFC 5321 §4.1.2 and §4.5.3.1.1, in words. */
const UNMAILABLE: Record<UnmailableAddress['part'], string> = {
  'local-part-length': `has more than ${octets.localPart} characters before the @, so no mail can be sent to it`,
  'local-part':
    "cannot be mailed: before the @ only ASCII letters, digits, !#$%&'*+/=?^_`{|}~- and single dots between them are allowed",
  domain:
    'cannot be mailed: its domain may have only letters, digits, dots and, within a label of at most 63 characters, hyphens',
};

/** 422 for an address that nobody can be registered with (R13). */
export function refusedAddress(refused: RefusedAddress, pointer: string) {
  switch (refused.kind) {
    case 'malformed':
      return invalid('invalid', pointer, ONE_ADDRESS);
    case 'unmailable':
      return invalid('invalid', pointer, UNMAILABLE[refused.part]);
    case 'piping-address':
      return invalid(
        'piping-address-is-nobodys',
        pointer,
        'is the piping address: nobody may be registered with it',
      );
  }
}
