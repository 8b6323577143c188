import { signalOf } from '../parts/signal-of.ts';
import { CallError } from './call-error.ts';
import { isLocal } from './facts.ts';

/** The API has refused the token since it was entered: it was taken away, or replaced by another one. */
export const isTokenRefused = signalOf(false);

/** A dialog asks for another token, and says why. */
export const isTokenAskedFor = (error: unknown): boolean =>
  !isLocal && error instanceof CallError && error.status === 401;
