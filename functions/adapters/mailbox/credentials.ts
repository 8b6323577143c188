/** What a mailbox is opened with. */
export type Credentials = { password: string } | { accessToken: string };
