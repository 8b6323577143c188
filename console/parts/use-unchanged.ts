import { useRef } from 'preact/hooks';
import { CallError } from '../data/call-error.ts';

/**
 * Guards what others change while a form is open: a PUT replaces the whole, so it would undo their change. The first save after one is
 * refused, with the reason; the next one puts the form in its place.
 *
 * @param opened what the form began with; undefined: something new
 * @param contentOf what the form may change of it
 * @returns to be called before the save, with what stands now
 */
export function useUnchanged<Item>(opened: Item | undefined, contentOf: (item: Item) => object) {
  const textOf = (item: Item | undefined) => item && JSON.stringify(contentOf(item));
  const seen = useRef(textOf(opened));
  return (present: Item | undefined): void => {
    const text = textOf(present);
    if (text === seen.current) return;
    seen.current = text;
    throw present
      ? new CallError(409, 'It was changed elsewhere.', 'changed-elsewhere')
      : new CallError(409, 'It was removed elsewhere.', 'removed-elsewhere');
  };
}
