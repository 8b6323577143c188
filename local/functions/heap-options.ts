/** Node's options for a function of this memory, as Lambda's bootstrap gives them (docs/decisions/0053). */
export const heapOptions = (memoryMegabytes: number): string[] => [
  `--max-semi-space-size=${Math.floor(memoryMegabytes * 0.05)}`,
  `--max-old-space-size=${Math.floor(memoryMegabytes * 0.9)}`,
];
