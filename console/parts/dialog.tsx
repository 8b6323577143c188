import * as dialog from '@zag-js/dialog';
import { normalizeProps, Portal, useMachine } from '@zag-js/preact';
import { X } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useSay } from '../texts/language.tsx';

interface DialogProps {
  title: string;
  about?: string | undefined;
  isOpen: boolean;
  onClose(): void;
  children: ComponentChildren;
}

/** A modal dialog: focus stays in it and goes back where it was; Escape closes it. */
export function Dialog({ title, about, isOpen, onClose, children }: DialogProps) {
  const say = useSay();
  const service = useMachine(dialog.machine, {
    id: useId(),
    open: isOpen,
    onOpenChange: ({ open }) => {
      if (!open) onClose();
    },
  });
  const parts = dialog.connect(service, normalizeProps);
  if (!parts.open) return null;
  return (
    <Portal>
      <div {...parts.getBackdropProps()} class="backdrop" />
      <div {...parts.getPositionerProps()} class="dialog-place">
        <div {...parts.getContentProps()} class="dialog">
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
    </Portal>
  );
}
