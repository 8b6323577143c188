import { Paperclip, X } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { OrderedFile } from '../data/types.ts';
import { useSpeech } from '../texts/language.tsx';
import { sayProblem } from '../texts/problems.ts';
import { Size } from './marks.tsx';
import { signalOf } from './signal-of.ts';
import { toast } from './toasts.tsx';
import { useUniqueId } from './use-unique-id.ts';

const CHUNK = 0x8000;

/** So many choices of files are being read: what is sent meanwhile would go without them. */
const underWay = signalOf(0);
export const areFilesRead = (): boolean => underWay.get() === 0;
export const useFilesRead = (): boolean => underWay.use() === 0;

async function readFile(file: File): Promise<OrderedFile> {
  const octets = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let start = 0; start < octets.length; start += CHUNK)
    binary += String.fromCharCode(...octets.subarray(start, start + CHUNK));
  return {
    filename: file.name,
    contentType: file.type || 'application/octet-stream',
    content: btoa(binary),
    size: octets.length,
  };
}

interface FilePickerProps {
  files: OrderedFile[];
  /** Is told how the list changes, and not the new list: others may come or go while a file is read. */
  onChange(change: (files: OrderedFile[]) => OrderedFile[]): void;
}

/** Chooses files to send with a mail. */
export function FilePicker({ files, onChange }: FilePickerProps) {
  const { say, language } = useSpeech();
  const id = useUniqueId();
  const [isReading, setReading] = useState(false);
  const add = async (input: HTMLInputElement) => {
    underWay.set(underWay.get() + 1);
    setReading(true);
    try {
      const chosen = await Promise.all([...(input.files ?? [])].map(readFile));
      onChange((present) => [...present, ...chosen]);
    } catch (error) {
      toast(sayProblem(error, language), 'bad');
    } finally {
      underWay.set(underWay.get() - 1);
      setReading(false);
    }
    input.value = '';
  };
  const remove = (file: OrderedFile) => {
    onChange((present) => present.filter((each) => each !== file));
    // the focused button goes with its file
    document.getElementById(id)?.focus();
  };
  return (
    <div class="files">
      <label class="button quiet small" for={id}>
        <Paperclip size={15} aria-hidden="true" />
        {say('reply.files')}
      </label>
      <input
        id={id}
        class="visually-hidden"
        type="file"
        multiple
        onChange={({ currentTarget }) => void add(currentTarget)}
      />
      {isReading && (
        <span class="muted" role="status">
          {say('reply.reading')}
        </span>
      )}
      {files.map((file, place) => (
        <span key={place} class="file">
          <bdi>{file.filename}</bdi> <Size octets={file.size} />
          <button
            type="button"
            class="icon-button tiny"
            aria-label={`${say('do.delete')}: ${file.filename}`}
            onClick={() => remove(file)}
          >
            <X size={13} aria-hidden="true" />
          </button>
        </span>
      ))}
    </div>
  );
}

/** The files of a mail. Two of them may have one name. */
export function AttachedFiles({
  files,
}: {
  files: ReadonlyArray<{ filename: string; size: number }>;
}) {
  if (files.length === 0) return null;
  return (
    <ul class="attachments">
      {files.map(({ filename, size }, place) => (
        <li key={place}>
          <Paperclip size={14} aria-hidden="true" /> <bdi>{filename}</bdi> <Size octets={size} />
        </li>
      ))}
    </ul>
  );
}
