import { facts, local } from './calls.ts';
import { showConversations } from './conversations-view.ts';
import { find, make } from './dom.ts';
import { showFunctions, showSettings } from './machine-views.ts';
import { showInbound, showOutbox } from './mail-views.ts';

type View = (refresh: () => void) => Promise<HTMLElement[]>;

const VIEWS: Record<string, View> = {
  Conversations: showConversations,
  'Mail in': showInbound,
  'Mail out': showOutbox,
  Functions: showFunctions,
  Settings: showSettings,
};
const REFRESH_EVERY_MS = 5000;

let current = decodeURIComponent(location.hash.slice(1));
let shown = '';

async function show(isForced: boolean): Promise<void> {
  const name = VIEWS[current] ? current : 'Conversations';
  const parts = (await VIEWS[name]?.(() => void refresh(true))) ?? [];
  const content = make('div', { class: 'view' }, ...parts);
  markTab(name);
  // What looks as before stays: whoever reads or writes in it is not disturbed.
  if (!isForced && shown === content.textContent) return;
  shown = content.textContent ?? '';
  find('view').replaceChildren(...content.children);
}

async function refresh(isForced: boolean): Promise<void> {
  const { activeElement } = document;
  const isTyping = activeElement?.matches('input, textarea, select') ?? false;
  if (!isForced && (isTyping || document.hidden || document.querySelector('details[open]'))) return;
  try {
    await show(isForced);
    await tellState();
  } catch (error) {
    find('state').textContent = error instanceof Error ? error.message : String(error);
  }
}

async function tellState(): Promise<void> {
  const isIdle = await local('GET', '/idle?timeoutMs=0').then(
    () => true,
    () => false,
  );
  const state = find('state');
  state.textContent = isIdle ? 'idle' : 'at work';
  state.dataset.kind = isIdle ? 'idle' : 'busy';
}

function markTab(name: string): void {
  for (const tab of find('tabs').children) {
    tab.setAttribute('aria-current', String(tab.textContent === name));
  }
}

function begin(): void {
  find('where').textContent = `${facts.address} · SMTP 127.0.0.1:${facts.smtpPort}`;
  const tabs = Object.keys(VIEWS).map((name) =>
    make('a', { attributes: { href: `#${encodeURIComponent(name)}` } }, name),
  );
  find('tabs').append(...tabs);
  addEventListener('hashchange', () => {
    current = decodeURIComponent(location.hash.slice(1));
    void refresh(true);
  });
  setInterval(() => void refresh(false), REFRESH_EVERY_MS);
  void refresh(true);
}

begin();
