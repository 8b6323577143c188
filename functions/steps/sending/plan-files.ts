import { attachmentLink } from '../../conversations/attachment-link.ts';
import type { ChatMessage, MessageAttachment } from '../../conversations/conversation.ts';
import type { TokenKeys } from '../../conversations/signals/token.ts';
import { cleanText } from '../../mail/clean-text.ts';
import type { MailFile } from '../../notifications/compose-mail.ts';
import type { ShownFile } from '../../notifications/mail-content.ts';
import type { AttachmentReader } from './ports.ts';

export interface FilePorts {
  attachments: AttachmentReader;
  /** Base URL of the links in mails. */
  apiUrl: string;
}

/** Characters of all new messages together; at TEXT_GROWTH octets each they stay below SES's 10 MB, unless Markdown grows more. */
export const MAX_NEW_CHARACTERS = 300_000;
/** SES allows 500 parts in a mail; files beyond this number are linked. */
const MAX_ATTACHED_FILES = 50;
/** SES's 10 MB, less what the headers of the parts need. */
const MAIL_ROOM_BYTES = 9_800_000;
/** base64 with its line ends: 78 octets for 57. */
const BASE64_GROWTH = 78 / 57;
/** Octets of one character in text and HTML part together: three octets of UTF-8, each as `=XX`, in two parts, and some room. */
const TEXT_GROWTH = 20;

export interface MailFilePlan {
  /** By messageId, in the order of the message's attachments. */
  shown: Map<string, ShownFile[]>;
  files: MailFile[];
}

/**
 * Attaches files that SES takes while the mail stays small enough, and links the rest; a file that is gone is named as unavailable (R23,
 * S14).
 */
export async function planFiles(
  messages: ChatMessage[],
  inlineBytes: number,
  keys: TokenKeys,
  ports: FilePorts,
): Promise<MailFilePlan> {
  const plan: MailFilePlan = { shown: new Map(), files: [] };
  let room = Math.min(inlineBytes, roomBeside(messages));
  for (const { messageId, attachments } of messages) {
    const shown: ShownFile[] = [];
    for (const attachment of attachments) {
      const mayAttach = plan.files.length < MAX_ATTACHED_FILES;
      const found = mayAttach ? await readIfFitting(attachment, room, ports) : LINKED;
      if (found.state === 'attached') {
        plan.files.push({ ...nameOf(attachment), content: found.content });
        room -= found.content.length;
      }
      shown.push(showFile(attachment, found.state, keys, ports));
    }
    plan.shown.set(messageId, shown);
  }
  return plan;
}

type FoundFile = { state: 'attached'; content: Buffer } | { state: 'linked' | 'unavailable' };

const LINKED = { state: 'linked' } as const;

/** The recorded size is what the upload's request claimed, so the octets themselves are measured. */
async function readIfFitting(
  { attachmentId, filename, size }: MessageAttachment,
  mostBytes: number,
  { attachments }: FilePorts,
): Promise<FoundFile> {
  if (size > mostBytes || isRefusedFile(filename)) return LINKED;
  const content = await attachments.read(attachmentId);
  if (!content) return { state: 'unavailable' };
  return content.length > mostBytes ? LINKED : { state: 'attached', content };
}

function roomBeside(messages: ChatMessage[]): number {
  const characters = messages.reduce(
    (sum, { text }) => sum + Math.min(text.length, MAX_NEW_CHARACTERS),
    0,
  );
  return Math.max(0, Math.floor((MAIL_ROOM_BYTES - characters * TEXT_GROWTH) / BASE64_GROWTH));
}

const nameOf = ({ filename, contentType }: MessageAttachment) => ({
  filename: cleanText(filename),
  contentType,
});

function showFile(
  attachment: MessageAttachment,
  state: ShownFile['state'],
  keys: TokenKeys,
  { apiUrl }: FilePorts,
): ShownFile {
  const { attachmentId, size } = attachment;
  const { filename } = nameOf(attachment);
  if (state !== 'linked') return { filename, size, state };
  return { filename, size, state, url: attachmentLink(apiUrl, keys, attachmentId) };
}

/** Extensions of files with which SES refuses the whole mail ("Unsupported attachment types" in its guide). */
const REFUSED_EXTENSIONS: ReadonlySet<string> = new Set(
  [
    'ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk',
    'mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh1xml msh2 msh2xml mshxml msi',
    'msp mst ops pcd pif plg prf prg ps1 ps1xml ps2 ps2xml psc1 psc2 reg scf scr sct shb shs sys tmp url',
    'vb vbe vbs vps vsmacros vss vst vsw vxd ws wsc wsf wsh xnk',
  ].flatMap((line) => line.split(' ')),
);

/** What stands behind the last dot. Blanks and dots at the end are no part of a name to Windows. */
const EXTENSION = /\.([^. ]{1,8})[. ]*$/;

/** Whether SES refuses a mail to which a file of this name is attached. */
const isRefusedFile = (filename: string): boolean =>
  REFUSED_EXTENSIONS.has(EXTENSION.exec(filename)?.[1]?.toLowerCase() ?? '');
