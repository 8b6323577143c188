/** A line on the terminal. */
export const tell = (line: string): void => void process.stdout.write(`${line}\n`);
