import * as dialog from '@zag-js/dialog';
import { normalizeProps, useMachine } from '@zag-js/preact';
import { X } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { createPortal } from 'preact/compat';
import { useRef } from 'preact/hooks';
import { useSay } from '../texts/language.tsx';
import { useUniqueId } from './use-unique-id.ts';

const FIELDS = 'input, select, textarea';

interface DialogProps {
  title: string;
  about?: string | undefined;
  isOpen: boolean;
  onClose(): void;
  children: ComponentChildren;
}

/** A modal dialog: focus begins at its first field, stays inside and returns afterwards; Escape closes it. */
export function Dialog({ title, about, isOpen, onClose, children }: DialogProps) {
  const say = useSay();
  const content = useRef<HTMLDivElement>(null);
  const service = useMachine(dialog.machine, {
    id: useUniqueId(),
    open: isOpen,
    initialFocusEl: () => content.current?.querySelector<HTMLElement>(FIELDS) ?? null,
    onOpenChange: ({ open }) => {
      if (!open) onClose();
    },
  });
  const parts = dialog.connect(service, normalizeProps);
  if (!parts.open) return null;
  return createPortal(
    <>
      <div {...parts.getBackdropProps()} class="backdrop" />
      <div {...parts.getPositionerProps()} class="dialog-place">
        <div {...parts.getContentProps()} class="dialog" ref={content}>
          <header class="dialog-head">
            <h2 {...parts.getTitleProps()}>{title}</h2>
            <button
              {...parts.getCloseTriggerProps()}
              class="icon-button"
              aria-label={say('do.close')}
            >
              <X size={18} aria-hidden="true" />
            </button>
          </header>
          {about && (
            <p {...parts.getDescriptionProps()} class="muted">
              {about}
            </p>
          )}
          {children}
        </div>
      </div>
    </>,
    document.body,
  );
}
