/** Something changed that a person may be looking at. */
export interface Happening {
  /** What kind of thing: the type of a table item (`message`, `mail`, `delivery`, …), or `outbox`, `settings`, `functions`. */
  topic: string;
  conversationId?: string;
  /** Of a `delivery`; none: any of the conversation's messages. */
  messageId?: string;
}

type Listener = (happening: Happening) => void;

/** Tells whoever listens that something changed: the console's live updates. */
export class Happenings {
  readonly #listeners = new Set<Listener>();

  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }

  /** Gives what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
