import { ChevronRight } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

/** Details that are shown on request. */
export function Fold({
  label,
  isOpen = false,
  children,
}: {
  label: string;
  isOpen?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="fold" open={isOpen}>
      <summary>
        <ChevronRight size={14} aria-hidden="true" /> {label}
      </summary>
      {children}
    </details>
  );
}
