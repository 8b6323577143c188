import { Reply } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { local } from '../data/call.ts';
import { facts } from '../data/facts.ts';
import type { OrderedFile, SentMail } from '../data/types.ts';
import { Field, SelectField } from '../parts/field.tsx';
import { areFilesRead, FilePicker, useFilesRead } from '../parts/files.tsx';
import { Fold } from '../parts/fold.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSpeech } from '../texts/language.tsx';
import { useChecks } from './use-checks.ts';

interface ReplyFormProps {
  mail: SentMail;
  onDraft?: ((isBegun: boolean) => void) | undefined;
}

interface Options {
  isBelow: boolean;
  language: string;
  checks: string;
}

/** What the recipient writes. Text typed while a reply is being sent stays. */
function useReply({ mail: { sesMessageId }, onDraft }: ReplyFormProps) {
  const { say, language } = useSpeech();
  const [client, setClient] = useState(facts.clients?.[0] ?? '');
  const [text, setText] = useState('');
  const [files, setFiles] = useState<OrderedFile[]>([]);
  const [options, setOptions] = useState<Options>({
    isBelow: false,
    language,
    checks: facts.checks?.[0] ?? '',
  });
  const { isBusy, run } = useAction();
  const isReady = useFilesRead() && (text.trim() !== '' || files.length > 0);
  const send = () => {
    if (!isReady || !areFilesRead()) return;
    const sent = text;
    void run(async () => {
      const order = { client, text: sent, files, ...options };
      await local('POST', `/console/answers/${sesMessageId}`, order);
      setText((current) => (current === sent ? '' : current));
      setFiles((current) => current.filter((file) => !files.includes(file)));
      onDraft?.(false);
      toast(say('reply.sent'));
    });
  };
  const draft = { client, setClient, text, setText, files, setFiles, options, setOptions };
  return { ...draft, isReady: isReady && !isBusy, send };
}

/** Replies to a mail as its recipient, in the form of a well-known mail program. */
export function ReplyForm(props: ReplyFormProps) {
  const { say } = useSpeech();
  const { mail, onDraft } = props;
  const reply = useReply(props);
  const isBegun = reply.text !== '' || reply.files.length > 0;
  return (
    <form
      class="reply card"
      onSubmit={(event) => {
        event.preventDefault();
        reply.send();
      }}
      onFocusIn={() => onDraft?.(true)}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        const isLeft = !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
        if (isLeft && !isBegun) onDraft?.(false);
      }}
    >
      <h3>{say('reply.title')}</h3>
      <SelectField
        label={say('reply.as')}
        value={reply.client}
        onChange={reply.setClient}
        options={(facts.clients ?? []).map((name) => [name, name])}
      />
      <ReplyText who={mail.to[0] ?? ''} text={reply.text} onChange={reply.setText} />
      <Fold label={say('reply.options')}>
        <div class="stack">
          <ReplyOptions options={reply.options} onChange={reply.setOptions} />
        </div>
      </Fold>
      <div class="actions spread">
        <FilePicker files={reply.files} onChange={reply.setFiles} />
        <button type="submit" class="button primary" aria-disabled={!reply.isReady}>
          <Reply size={16} aria-hidden="true" /> {say('do.send')}
        </button>
      </div>
    </form>
  );
}

interface ReplyTextProps {
  who: string;
  text: string;
  onChange(text: string): void;
}

function ReplyText({ who, text, onChange }: ReplyTextProps) {
  const { say } = useSpeech();
  return (
    <Field label={say('reply.text')}>
      {(ids) => (
        <textarea
          {...ids}
          dir="auto"
          rows={3}
          placeholder={say('reply.placeholder', { who })}
          value={text}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

function ReplyOptions({
  options,
  onChange,
}: {
  options: Options;
  onChange(options: Options): void;
}) {
  const { say } = useSpeech();
  const checkOptions = useChecks();
  return (
    <>
      <SelectField
        label={say('reply.where')}
        value={options.isBelow ? 'below' : 'above'}
        onChange={(where) => onChange({ ...options, isBelow: where === 'below' })}
        options={[
          ['above', say('reply.above')],
          ['below', say('reply.below')],
        ]}
      />
      <SelectField
        label={say('reply.proof')}
        value={options.checks}
        onChange={(checks) => onChange({ ...options, checks })}
        options={checkOptions}
      />
      <SelectField
        label={say('reply.language')}
        value={options.language}
        onChange={(language) => onChange({ ...options, language })}
        options={[
          ['en', 'English'],
          ['it', 'Italiano'],
        ]}
      />
    </>
  );
}
