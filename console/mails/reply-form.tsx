import { Reply } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { local } from '../data/call.ts';
import { facts } from '../data/facts.ts';
import type { SentMail } from '../data/types.ts';
import { Field, SelectField } from '../parts/field.tsx';
import { FilePicker, type OrderedFile } from '../parts/files.tsx';
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

/** Replies to a mail as its recipient, in the form of a well-known mail program. */
export function ReplyForm({ mail: { sesMessageId, to }, onDraft }: ReplyFormProps) {
  const { say, language: own } = useSpeech();
  const [client, setClient] = useState(facts.clients?.[0] ?? '');
  const [text, setText] = useState('');
  const [options, setOptions] = useState<Options>({
    isBelow: false,
    language: own,
    checks: facts.checks?.[0] ?? '',
  });
  const [files, setFiles] = useState<OrderedFile[]>([]);
  const { isBusy, run } = useAction();
  const isBegun = text !== '' || files.length > 0;
  const isReady = text.trim() !== '' || files.length > 0;
  const send = (event: Event) => {
    event.preventDefault();
    if (!isReady) return;
    const sent = text;
    void run(async () => {
      const order = { client, text: sent, files, ...options };
      await local('POST', `/console/answers/${sesMessageId}`, order);
      setText((current) => (current === sent ? '' : current));
      setFiles([]);
      onDraft?.(false);
      toast(say('reply.sent'));
    });
  };
  return (
    <form
      class="reply card"
      onSubmit={send}
      onFocusIn={() => onDraft?.(true)}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        const isLeft = !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
        if (isLeft && !isBegun) onDraft?.(false);
      }}
    >
      <h3>{say('reply.title')}</h3>
      <SelectField
        label={say('reply.as')}
        value={client}
        onChange={setClient}
        options={(facts.clients ?? []).map((name) => [name, name])}
      />
      <Field label={say('reply.text')}>
        {(ids) => (
          <textarea
            {...ids}
            dir="auto"
            rows={3}
            placeholder={say('reply.placeholder', { who: to[0] ?? '' })}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
      </Field>
      <Fold label={say('reply.options')}>
        <div class="stack">
          <ReplyOptions options={options} onChange={setOptions} />
        </div>
      </Fold>
      <div class="actions spread">
        <FilePicker files={files} onChange={setFiles} />
        <button type="submit" class="button primary" aria-disabled={isBusy || !isReady}>
          <Reply size={16} aria-hidden="true" /> {say('do.send')}
        </button>
      </div>
    </form>
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
