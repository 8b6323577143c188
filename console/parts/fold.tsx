import { ChevronRight } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

/** Something that is there for those who ask for it. */
export function Fold({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <details class="fold">
      <summary>
        <ChevronRight size={14} aria-hidden="true" /> {label}
      </summary>
      {children}
    </details>
  );
}
