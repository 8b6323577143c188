/**
 * The result of one invocation. `isCrash`: the process was killed from outside,
 * as if its machine had failed. `hasBegun`: whether the handler had been called.
 */
export type InvocationResult =
  | { isOk: true; value: unknown }
  | { isOk: false; error: string; message: string; isCrash: boolean; hasBegun: boolean };

/** Message from the pipeline to a function's process. */
export interface InvocationRequest {
  requestId: string;
  event: unknown;
  /** Milliseconds since 1970. */
  deadline: number;
}

/** Message from a function's process to the pipeline: first that the handler is called, then its result. */
export interface InvocationAnswer {
  requestId: string;
  isBeginning?: boolean;
  value?: unknown;
  error?: { name: string; message: string };
}
