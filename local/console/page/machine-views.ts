import { local } from './calls.ts';
import { make } from './dom.ts';

interface FunctionFacts {
  name: string;
  pid: number | null;
  invocations: number;
  errors: number;
  lastDurationMs: number | null;
}

/** The functions, each in a process of its own. */
export async function showFunctions(): Promise<HTMLElement[]> {
  const functions = await local<FunctionFacts[]>('GET', '/functions');
  const rows = functions.map(({ name, pid, invocations, errors, lastDurationMs }) =>
    make(
      'tr',
      {},
      make('td', {}, make('strong', {}, name)),
      make('td', { class: 'number' }, pid === null ? '–' : String(pid)),
      make('td', { class: 'number' }, String(invocations)),
      make('td', { class: errors > 0 ? 'number bad' : 'number' }, String(errors)),
      make('td', { class: 'number' }, lastDurationMs === null ? '–' : `${lastDurationMs} ms`),
    ),
  );
  const head = ['Function', 'PID', 'Runs', 'Errors', 'Last'].map((text) => make('th', {}, text));
  const table = make(
    'table',
    {},
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...rows),
  );
  return [make('section', { class: 'wide' }, table)];
}

/** The settings; each is in force as soon as it is set. */
export async function showSettings(refresh: () => void): Promise<HTMLElement[]> {
  const settings = await local<Record<string, string>>('GET', '/settings');
  const rows = Object.entries(settings).map(([name, value]) => settingRow(name, value, refresh));
  return [make('section', { class: 'wide' }, ...rows)];
}

function settingRow(name: string, value: string, refresh: () => void): HTMLElement {
  const text = make('input', { attributes: { value, 'aria-label': name } });
  const said = make('span', { class: 'said', attributes: { role: 'alert' } });
  const set = async () => {
    await local('PUT', `/settings/${encodeURIComponent(name)}`, text.value);
    refresh();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    set().catch((error: Error) => {
      said.textContent = error.message;
    });
  };
  return make(
    'form',
    { class: 'setting', on: { submit } },
    make('label', {}, make('span', {}, name), text),
    make('button', {}, 'Set'),
    said,
  );
}
