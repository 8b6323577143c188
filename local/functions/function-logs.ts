const MAX_LINES = 300;
const MAX_LINE_LENGTH = 2000;

export interface FunctionLogLine {
  at: string;
  line: string;
}

/** The last lines of a function's log, oldest first. */
export class FunctionLogs {
  readonly #lines: FunctionLogLine[] = [];

  add(line: string): void {
    this.#lines.push({ at: new Date().toISOString(), line: line.slice(0, MAX_LINE_LENGTH) });
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }

  all(): readonly FunctionLogLine[] {
    return this.#lines;
  }
}
