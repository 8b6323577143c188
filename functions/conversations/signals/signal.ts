/** What in a mail may name a conversation, strongest first (S1). */
export const SIGNALS = ['token', 'reference', 'ses-message-id', 'tag', 'earlier-mail'] as const;
export type Signal = (typeof SIGNALS)[number];
