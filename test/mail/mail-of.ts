/** A small mail: the header that every test needs, the given fields and the body; LF becomes CRLF. */
export const mailOf = (fields: string, body: string, from = 'anna@customer.example') =>
  `From: ${from}\nSubject: x\nMIME-Version: 1.0\n${fields}\n\n${body}`.replaceAll('\n', '\r\n');

/** A multipart mail; each part is its fields, an empty line and its body. */
export const multipartOf = (subtype: string, ...parts: string[]) =>
  mailOf(
    `Content-Type: multipart/${subtype}; boundary=b`,
    `${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`,
  );
