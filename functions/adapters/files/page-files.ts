import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
};

/** The name of one built file, or `index.html`; never a path. */
const FILE_NAME = /^[A-Za-z0-9_-]{1,100}\.([a-z0-9]{2,5})$/;

/** Reads the files of a built page from this folder beside the bundle; undefined: the deployment serves no page. */
export function openPageFiles(folderName: string | undefined) {
  if (folderName === undefined) return undefined;
  const folder = join(import.meta.dirname, folderName);
  return {
    /** Undefined: no such file. */
    read: async (name: string) => {
      const extension = FILE_NAME.exec(name)?.[1] ?? '';
      const contentType = CONTENT_TYPES[extension];
      if (!contentType) return undefined;
      const place = extension === 'html' ? name : join('assets', name);
      const octets = await readFile(join(folder, place)).catch(() => undefined);
      return octets && { octets: new Uint8Array(octets), contentType };
    },
  };
}
