type Child = Node | string | undefined | false;

interface Options {
  class?: string;
  on?: Record<string, (event: Event) => void>;
  attributes?: Record<string, string>;
}

/** An element with children; a text is only ever text (nothing that a stranger wrote becomes markup). */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  options: Options = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (options.class) element.className = options.class;
  for (const [name, value] of Object.entries(options.attributes ?? {}))
    element.setAttribute(name, value);
  for (const [name, listener] of Object.entries(options.on ?? {}))
    element.addEventListener(name, listener);
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

export function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/** A labelled field of a form. */
export function field(label: string, control: HTMLElement): HTMLElement {
  return make('label', {}, make('span', {}, label), control);
}

export function input(name: string, value = '', type = 'text'): HTMLInputElement {
  return make('input', { attributes: { name, value, type, required: '' } });
}

export function area(name: string, placeholder: string): HTMLTextAreaElement {
  return make('textarea', { attributes: { name, placeholder, rows: '3', required: '' } });
}

export function choice(
  name: string,
  options: Array<[value: string, text: string]>,
): HTMLSelectElement {
  const made = options.map(([value, text]) => make('option', { attributes: { value } }, text));
  return make('select', { attributes: { name } }, ...made);
}

/** A form that hands its fields on; what goes wrong is said below the button. */
export function form(
  title: string,
  fields: HTMLElement[],
  button: string,
  submit: (values: Record<string, string>) => Promise<unknown>,
): HTMLFormElement {
  const said = make('p', { class: 'said', attributes: { role: 'alert' } });
  const send = make('button', {}, button);
  const made = make('form', {}, make('h3', {}, title), ...fields, send, said);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = Object.fromEntries(
      [...new FormData(made)].map(([name, value]) => [name, String(value)]),
    );
    send.disabled = true;
    said.textContent = '';
    submit(values)
      .then(() => {
        for (const each of made.querySelectorAll('textarea')) each.value = '';
      })
      .catch((error: Error) => {
        said.textContent = error.message;
      })
      .finally(() => {
        send.disabled = false;
      });
  });
  return made;
}

export function badge(text: string, kind = text): HTMLElement {
  return make('span', { class: 'badge', attributes: { 'data-kind': kind } }, text);
}

export function time(at: string): HTMLElement {
  const date = new Date(at);
  return make('time', { attributes: { datetime: at, title: at } }, date.toLocaleTimeString());
}
