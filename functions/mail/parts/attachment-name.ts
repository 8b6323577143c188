import libmime from 'libmime';
import { cleanText } from '../clean-text.ts';

/** Longest name that is shown (S14). */
export const MAX_FILENAME_CHARACTERS = 150;
/** Longest extension, with its dot, that is kept when a name is shortened. */
const MAX_EXTENSION_CHARACTERS = 20;

const EXTENSIONS: Record<string, string> = {
  'message/rfc822': 'eml',
  'message/global': 'eml',
  'text/calendar': 'ics',
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'text/rfc822-headers': 'txt',
};

/** The name under which a file is shown: no path, no control or bidi characters, at most 150 characters, never empty (S14). */
export function nameAttachment(
  filename: string | undefined,
  contentType: string,
  index: number,
): string {
  const shown = cleanFilename(filename ?? '');
  // the usual name of Outlook's TNEF container
  if (shown === '' && /^application\/(?:vnd\.)?ms-tnef$/.test(contentType)) return 'winmail.dat';
  return shown === '' ? `attachment-${index + 1}.${extensionFor(contentType)}` : shorten(shown);
}

function cleanFilename(filename: string): string {
  const last =
    filename
      // a date or a number, such as `Invoice 28/11/2026.pdf`, is no path
      .replace(/(?<=\d)\/(?=\d)/g, '_')
      .split(/[/\\]/)
      .filter((piece) => /[^.\s]/.test(piece))
      .at(-1) ?? '';
  // Characters that Windows forbids in names become underscores. A name of dots alone would be a path.
  const name = cleanText(last.toWellFormed().normalize('NFC'))
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+(?=[.\s])/, '')
    .replace(/[.\s]+$/, '');
  return /[^.\s_]/.test(name) ? name : '';
}

function extensionFor(contentType: string): string {
  const found = EXTENSIONS[contentType] ?? libmime.detectExtension(contentType);
  return /^[a-z0-9]{1,10}$/.test(found) ? found : 'bin';
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_FILENAME_CHARACTERS && name.length <= MAX_FILENAME_CHARACTERS)
    return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= MAX_EXTENSION_CHARACTERS ? name.slice(dot) : '';
  let stem = '';
  for (const character of characters) {
    if (stem.length + character.length + extension.length > MAX_FILENAME_CHARACTERS) break;
    stem += character;
  }
  return stem + extension;
}
