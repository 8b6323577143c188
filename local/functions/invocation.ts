/** What became of one invocation. `isCrash`: the process was ended from outside, as if its machine had gone. */
export type InvocationResult =
  | { isOk: true; value: unknown }
  | { isOk: false; error: string; message: string; isCrash: boolean };

/** From the pipeline to a function's process. */
export interface InvocationRequest {
  requestId: string;
  event: unknown;
  /** Milliseconds since 1970. */
  deadline: number;
}

/** From a function's process to the pipeline. */
export interface InvocationAnswer {
  requestId: string;
  value?: unknown;
  error?: { name: string; message: string };
}
