/** Texts that outlive a reload. */
export interface Keeper {
  read(name: string): string | undefined;
  keep(name: string, text: string): void;
  forget(name: string): void;
}

/**
 * Keeps texts in a storage of the browser. Where site data is blocked, asking for the storage throws already,
 * and a full one takes nothing more: a text then lives as long as the page.
 */
export function keeperOf(storage: () => Storage | null): Keeper {
  const unkept = new Map<string, string>();
  const tryWith = <Answer>(use: (storage: Storage) => Answer): Answer | undefined => {
    try {
      const present = storage();
      return present ? use(present) : undefined;
    } catch {
      return undefined;
    }
  };
  const forget = (name: string) => {
    unkept.delete(name);
    tryWith((present) => present.removeItem(name));
  };
  return {
    read: (name) => tryWith((present) => present.getItem(name)) ?? unkept.get(name),
    keep: (name, text) => {
      const isKept = tryWith((present) => {
        present.setItem(name, text);
        return true;
      });
      if (isKept) return;
      // an older text would be read in its place
      forget(name);
      unkept.set(name, text);
    },
    forget,
  };
}

/** Of all tabs. */
export const ofBrowser = keeperOf(() => localStorage);
/** Of this tab alone. */
export const ofTab = keeperOf(() => sessionStorage);
