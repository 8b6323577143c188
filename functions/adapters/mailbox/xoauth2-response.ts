/** The client's response of XOAUTH2, in base64, as Google and Microsoft define it; IMAP's client makes its own. */
export const xoauth2Response = (user: string, accessToken: string): string =>
  Buffer.from(`user=${user}\u0001auth=Bearer ${accessToken}\u0001\u0001`).toString('base64');
