/** Prints a line. */
export const tell = (line: string): void => void process.stdout.write(`${line}\n`);
