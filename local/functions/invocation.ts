/**
 * What became of one invocation. `isCrash`: the process was ended from outside, as if its machine had gone; `hasBegun` false: before the handler
 * was called.
 */
export type InvocationResult =
  | { isOk: true; value: unknown }
  | { isOk: false; error: string; message: string; isCrash: boolean; hasBegun: boolean };

/** From the pipeline to a function's process. */
export interface InvocationRequest {
  requestId: string;
  event: unknown;
  /** Milliseconds since 1970. */
  deadline: number;
}

/** From a function's process to the pipeline: first that the handler is called, then what came of it. */
export interface InvocationAnswer {
  requestId: string;
  isBeginning?: boolean;
  value?: unknown;
  error?: { name: string; message: string };
}
