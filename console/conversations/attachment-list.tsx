import { Paperclip } from 'lucide-preact';
import { isLocal } from '../data/facts.ts';
import { saveFile } from '../data/message-files.ts';
import type { Attachment } from '../data/types.ts';
import { Size } from '../parts/marks.tsx';
import { useAction } from '../parts/use-action.ts';

/** Pictures that no browser runs anything of. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

const linkTo = ({ attachmentId }: Attachment) => `/local/console/files/${attachmentId}`;

/** The files of a message. Pictures are shown on this machine, where a link needs no token. */
export function AttachmentList({ attachments }: { attachments: Attachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul class="attachments">
      {attachments.map((file) =>
        isLocal && PICTURES.has(file.contentType) ? (
          <li key={file.attachmentId} class="picture">
            <a href={linkTo(file)} target="_blank" rel="noreferrer">
              <img src={linkTo(file)} alt="" />
              <bdi>{file.filename}</bdi>
            </a>
            <Size octets={file.size} />
          </li>
        ) : (
          <li key={file.attachmentId}>
            <Paperclip size={14} aria-hidden="true" />
            <FileName file={file} />
            <Size octets={file.size} />
          </li>
        ),
      )}
    </ul>
  );
}

function FileName({ file }: { file: Attachment }) {
  const { run } = useAction();
  const { attachmentId, filename } = file;
  if (isLocal) {
    return (
      <a href={linkTo(file)} target="_blank" rel="noreferrer">
        <bdi>{filename}</bdi>
      </a>
    );
  }
  return (
    <button
      type="button"
      class="link"
      onClick={() => void run(() => saveFile(attachmentId, filename))}
    >
      <bdi>{filename}</bdi>
    </button>
  );
}
