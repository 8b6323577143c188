import { normalizeProps, useMachine } from '@zag-js/preact';
import * as tabs from '@zag-js/tabs';
import type { ComponentChildren } from 'preact';
import { useUniqueId } from './use-unique-id.ts';

export interface Tab {
  value: string;
  label: string;
  content(): ComponentChildren;
}

/** Tabs with the keyboard rules of the ARIA Authoring Practices. Only the chosen tab is rendered. */
export function Tabs({ label, items }: { label: string; items: Tab[] }) {
  const service = useMachine(tabs.machine, {
    id: useUniqueId(),
    defaultValue: items[0]?.value ?? null,
  });
  const parts = tabs.connect(service, normalizeProps);
  const chosen = items.find(({ value }) => value === parts.value) ?? items[0];
  return (
    <div {...parts.getRootProps()} class="tabs">
      <div {...parts.getListProps()} role="tablist" class="tab-list" aria-label={label}>
        {items.map(({ value, label: name }) => (
          <button key={value} {...parts.getTriggerProps({ value })} class="tab">
            {name}
          </button>
        ))}
      </div>
      {items.map(({ value }) => (
        <div key={value} {...parts.getContentProps({ value })} class="tab-panel">
          {value === chosen?.value && chosen.content()}
        </div>
      ))}
    </div>
  );
}
