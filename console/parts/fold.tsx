import { ChevronRight } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

/** Something that is there for those who ask for it. */
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
