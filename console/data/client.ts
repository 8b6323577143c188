import { QueryClient } from '@tanstack/preact-query';
import { CallError } from './call-error.ts';
import { isLocal } from './facts.ts';

/** A deployed page gets no live updates, so it polls. */
const LOOK_AGAIN_MS = 15_000;

const isWorthAnotherTry = (failures: number, error: Error) =>
  failures < 2 && (!(error instanceof CallError) || error.status >= 500 || error.status === 429);

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      // a browser without a network still reaches the pipeline of this machine, and another server's silence is better said than waited out
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: isLocal ? Number.POSITIVE_INFINITY : LOOK_AGAIN_MS,
      ...(!isLocal && { refetchInterval: LOOK_AGAIN_MS }),
      retry: isWorthAnotherTry,
      refetchOnWindowFocus: !isLocal,
    },
  },
});
