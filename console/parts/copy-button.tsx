import { Check, Copy } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { useSay } from '../texts/language.tsx';
import { useAction } from './use-action.ts';

/** Copies a text, and says so on itself. */
export function CopyButton({ text }: { text: string }) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  const { run } = useAction();
  const copy = () =>
    void run(async () => {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    });
  const Icon = isCopied ? Check : Copy;
  return (
    <button type="button" class="button" onClick={copy}>
      <Icon size={16} aria-hidden="true" />
      <span role="status">{say(isCopied ? 'state.copied' : 'do.copy')}</span>
    </button>
  );
}
