/** Something changed that a person may be watching. */
export interface Happening {
  /** The type of a table item (`message`, `mail`, `delivery`, …), or `outbox`, `settings`, `functions`. */
  topic: string;
  conversationId?: string;
  /** Of a `user` or a `presence`. */
  personId?: string;
  /** For a `delivery`. Undefined: any of the conversation's messages. */
  messageId?: string;
}

type Listener = (happening: Happening) => void;

/** Tells its listeners that something changed, for the console's live updates. */
export class Happenings {
  readonly #listeners = new Set<Listener>();

  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }

  /** Returns the function that stops listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
