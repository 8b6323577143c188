const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 8000;

/** On AWS a failed batch waits for minutes. Here it waits long enough for a brief fault to pass: 1 s, 2 s, 4 s, 8 s. */
export function retryPauseMs(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE_MS);
}
