/** Trigger: EventBridge. Takes the event and tells that it came. */
export async function handler(event: object): Promise<void> {
  process.stdout.write(
    `${JSON.stringify({ function: 'poll-mailboxes', fields: Object.keys(event).length })}\n`,
  );
}
