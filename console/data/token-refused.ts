import { signalOf } from '../parts/signal-of.ts';

/** The API has refused the token since it was entered: it was taken away, or replaced by another one. */
export const isTokenRefused = signalOf(false);
