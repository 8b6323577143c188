import type { SesConnections } from './email/ses-connections.ts';
import { SigningHash } from './signing-hash.ts';

const ATTEMPTS = 3;

/**
 * Time limits of AWS calls, in milliseconds. By the SDK's own limit, 300 s of silence, an unanswered call would last until its function is
 * killed. Three attempts at a `small` call fit into the shortest lease that calls are made under: an outgoing mail's
 * (`ATTEMPT_MS.leaseAtLeast`), and the three quarters of a mailbox's that are left at a renewal.
 */
export const CALL_MS = {
  connect: 2_000,
  /** A single request, or a batch of them. */
  small: 3_000,
  /** 5 MB to or from the bucket. */
  object: 10_000,
  /** An object's stream pauses while its consumer stores something, which may take all attempts. */
  restOfObject: ATTEMPTS * 10_000,
  /** Another function works meanwhile: nearly as long as serve-api itself may run, which must still answer. */
  invocation: 28_000,
} as const;

interface Bounds {
  /** From the request to the first octet of the answer. @default - `CALL_MS.small` */
  attemptMs?: number;
  /** Between two chunks of the answer. @default - `attemptMs` */
  restMs?: number;
  /** @default - 3 */
  attempts?: number;
  /** @default - the SDK's own */
  agents?: SesConnections['agents'];
}

/**
 * Skips the SDK's logging. For `logger.info` the SDK walks the schema of every input and output to remove secrets, even for its default
 * logger, which writes nothing: a twentieth of a call's CPU. It first checks whether `info` exists.
 */
const UNLOGGED = { trace() {}, debug() {}, info: undefined as never, warn() {}, error() {} };

/**
 * Options of every AWS client. An unanswered attempt counts as lost and is made again; as with any lost answer, it may have taken effect.
 * Without `throwOnRequestTimeout` the SDK only warns.
 */
export const boundedCalls = ({
  attemptMs = CALL_MS.small,
  restMs = attemptMs,
  attempts = ATTEMPTS,
  agents,
}: Bounds = {}) => ({
  maxAttempts: attempts,
  logger: UNLOGGED,
  sha256: SigningHash,
  requestHandler: {
    ...agents,
    connectionTimeout: CALL_MS.connect,
    requestTimeout: attemptMs,
    socketTimeout: restMs,
    throwOnRequestTimeout: true,
  },
});

/** For calls that invoke another function: a second attempt would run it twice. */
export const boundedInvocations = () =>
  boundedCalls({ attemptMs: CALL_MS.invocation, attempts: 1 });
