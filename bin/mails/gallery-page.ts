import { escapeHtml } from '../../functions/notifications/escape-html.ts';

/** A mail for the gallery. */
export interface GalleryMail {
  kind: string;
  /** Name of the file with the whole mail, beside the page. */
  file: string;
  from: string;
  subject: string;
  text: string;
  html: string;
}

/** Widths in CSS pixels: a reading pane and the narrowest phone. */
const VIEWS = [
  { name: 'wide, light', width: 680, scheme: 'light' },
  { name: 'narrow, light', width: 360, scheme: 'light' },
  { name: 'wide, dark', width: 680, scheme: 'dark' },
  { name: 'narrow, dark', width: 360, scheme: 'dark' },
] as const;

type Scheme = (typeof VIEWS)[number]['scheme'];

const STYLE = `
:root{color-scheme:light;font:15px/1.5 system-ui,sans-serif;color:#1b1f27;background:#e9ebf0}
body{margin:0 auto;padding:24px;max-width:2200px}
nav{position:sticky;top:0;display:flex;gap:6px;flex-wrap:wrap;padding:10px 0;background:#e9ebf0}
nav a{padding:4px 12px;border-radius:99px;background:#fff;color:#1b1f27;text-decoration:none}
nav a[aria-current]{background:#2f4fc4;color:#fff}
h1{margin:0 0 4px;font-size:24px}h2{margin:44px 0 2px;font-size:19px}
p{margin:0 0 12px}
.views{display:flex;flex-wrap:wrap;gap:20px;align-items:flex-start}
figure{margin:0}figcaption{padding:4px 0;color:#4b5263}
iframe{display:block;border:0;border-radius:8px;background:#fff;box-shadow:0 1px 4px #0003}
pre{max-width:80ch;padding:12px 16px;background:#fff;border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere}`;

/** Makes each frame as high as its mail. */
const SCRIPT = `addEventListener('load', () => {
  for (const frame of document.querySelectorAll('iframe'))
    frame.height = frame.contentDocument.documentElement.scrollHeight;
});`;

/** The page of one language. It shows each mail four times, and its text part. */
export function galleryPage(
  locale: string,
  locales: readonly string[],
  mails: GalleryMail[],
): string {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const links = locales.map(
    (each) =>
      `<a href="${each}.html"${each === locale ? ' aria-current="page"' : ''}>${names.of(each)}</a>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Mails, ${names.of(locale)}</title><meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body>
<h1>Every kind of mail</h1>
<p>Composed as the pipeline composes them. The .eml files open in a mail program.</p>
<nav aria-label="Languages">${links.join('')}</nav>
${mails.map(renderMail).join('\n')}
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const renderMail = (mail: GalleryMail): string => `<section>
<h2>${escapeHtml(mail.kind)}</h2>
<p>${escapeHtml(mail.from)}<br><b>${escapeHtml(mail.subject)}</b> · <a href="${mail.file}">${mail.file}</a></p>
<div class="views">${VIEWS.map((view) => renderView(mail, view)).join('')}</div>
<details><summary>Text part</summary><pre>${escapeHtml(mail.text)}</pre></details>
</section>`;

const renderView = ({ html, kind }: GalleryMail, { name, width, scheme }: (typeof VIEWS)[number]) =>
  `<figure><figcaption>${name}</figcaption><iframe title="${escapeHtml(`${kind}, ${name}`)}" width="${width}" height="120" srcdoc="${escapeHtml(inScheme(html, scheme))}"></iframe></figure>`;

/** The mail as a system with that colour scheme shows it, whatever the reader's own scheme is. */
const inScheme = (html: string, scheme: Scheme): string =>
  html
    .replaceAll('(prefers-color-scheme:dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('color-scheme:light dark', `color-scheme:${scheme}`)
    .replaceAll('content="light dark"', `content="${scheme}"`);
