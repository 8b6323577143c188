import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

export interface Console {
  serves(path: string): boolean;
  answer(path: string, response: ServerResponse): Promise<void>;
}

const PAGE = new URL('./console.html', import.meta.url);

export function makeConsole(): Console {
  return {
    serves: (path) => path === '/',
    answer: async (_path, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(await readFile(PAGE));
    },
  };
}
