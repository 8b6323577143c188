import type { SesConnections } from './email/ses-connections.ts';
import { SigningHash } from './signing-hash.ts';

const ATTEMPTS = 3;

/**
 * How long a call of AWS may take, in milliseconds. The SDK's own bound is 300 s of silence: a call that is never answered would wait for the
 * end of its function. Three attempts at a small question end within the shortest lease that anything is asked under: that of a mail on its way
 * out (`ATTEMPT_MS.leaseAtLeast`), and that of a mailbox after the quarter of it that passes between two renewals.
 */
export const CALL_MS = {
  connect: 2_000,
  /** A question, or a batch of them. */
  small: 3_000,
  /** 5 MB to or from the bucket. */
  object: 10_000,
  /** What is read from the bucket rests while what is made of it is stored, which may take all attempts. */
  restOfObject: ATTEMPTS * 10_000,
  /** Another function works meanwhile: for as long as serve-api itself may, but for the answer. */
  invocation: 28_000,
} as const;

interface Bounds {
  /** From the request to the beginning of its answer. @default - `CALL_MS.small` */
  attemptMs?: number;
  /** Between two parts of the answer. @default - the same */
  restMs?: number;
  /** @default - 3 */
  attempts?: number;
  /** @default - the SDK's own */
  agents?: SesConnections['agents'];
}

/**
 * The SDK walks what every call asks and is answered by its schema, to leave out what is secret, before it hands it to `logger.info`: also for the
 * logger of its own that writes nothing, at a twentieth of the CPU of a call. It asks first whether there is such a function.
 */
const UNLOGGED = { trace() {}, debug() {}, info: undefined as never, warn() {}, error() {} };

/**
 * What every client is opened with. An attempt that is not answered counts as lost and is made again; as with every lost answer, what it asked
 * for may have been done. Without `throwOnRequestTimeout` the SDK only warns.
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

/** For calls that start another function: a second one would start it again. */
export const boundedInvocations = () =>
  boundedCalls({ attemptMs: CALL_MS.invocation, attempts: 1 });
