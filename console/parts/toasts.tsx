import { createPortal } from 'preact/compat';
import { signalOf } from './signal-of.ts';

interface Toast {
  id: number;
  text: string;
  kind: 'good' | 'bad';
}

const SHOWN_MS = 5000;
const toasts = signalOf<Toast[]>([]);
let count = 0;

/** Shows a result for a moment. What is shown already is shown anew, not twice. */
export function toast(text: string, kind: Toast['kind'] = 'good'): void {
  count += 1;
  const made = { id: count, text, kind };
  const others = toasts.get().filter((each) => each.text !== text || each.kind !== kind);
  toasts.set([...others, made]);
  setTimeout(() => toasts.set(toasts.get().filter(({ id }) => id !== made.id)), SHOWN_MS);
}

/** Where toasts are shown; screen readers announce each. Beside the page and not in it, which an open dialog hides from them. */
export function Toasts() {
  const shown = toasts.use();
  return createPortal(
    <div class="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, kind }) => (
        <p key={id} class={`toast ${kind}`}>
          {text}
        </p>
      ))}
    </div>,
    document.body,
  );
}
