/** `agent/anna`, as a choice names an author; the bot has no id. */
export function authorOf(choice: string): { kind: string; id?: string } {
  const [, kind = choice, id] = /^([^/]*)\/(.*)$/s.exec(choice) ?? [];
  return { kind, ...(id !== undefined && { id }) };
}
