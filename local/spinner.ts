const FRAMES = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];
const FRAME_MS = 90;
/** ECMA-48: moves to the first column and erases the line. */
const CLEAR_LINE = '\r\u001b[2K';

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** One moving line at the end of the output: what is in progress and for how long. Shows nothing when the output is no terminal. */
export class Spinner {
  readonly #terminal: Terminal;
  #text = '';
  #frame = 0;
  #beganAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  start(text: string): void {
    if (!this.#terminal.isTTY) return;
    this.stop();
    this.#text = text;
    this.#beganAt = performance.now();
    this.#timer = setInterval(() => this.#draw(), FRAME_MS).unref();
    this.#draw();
  }

  stop(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#terminal.write(CLEAR_LINE);
  }

  /** Writes something above the moving line. */
  beside(write: () => void): void {
    if (this.#timer) this.#terminal.write(CLEAR_LINE);
    write();
    if (this.#timer) this.#draw();
  }

  #draw(): void {
    const seconds = ((performance.now() - this.#beganAt) / 1000).toFixed(1);
    this.#frame = (this.#frame + 1) % FRAMES.length;
    this.#terminal.write(`${CLEAR_LINE}  ${FRAMES[this.#frame]} ${this.#text} (${seconds} s)`);
  }
}
