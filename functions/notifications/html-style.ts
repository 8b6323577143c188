/** A long word breaks, so that no mail is wider than the window. The first is for clients that do not know the second. */
const BREAKS = 'word-break:break-word;overflow-wrap:anywhere;';

/**
 * Styles of the mail. What matters is inline, because Outlook for Windows and some webmail
 * drop the style sheet. The sheet adds what only it can: narrow windows and dark mode.
 */
export const STYLES = {
  page: 'margin:0;padding:0;background-color:#f3f4f6;',
  font: "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;",
  preheader:
    'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all;',
  delimiter: 'padding:0 4px 20px;font-size:12px;line-height:18px;color:#596070;text-align:center;',
  logo: 'padding:0 4px 20px;',
  below: 'margin-top:14px;',
  card: 'background-color:#ffffff;border:1px solid #e5e7eb;border-radius:14px;padding:24px 28px;',
  avatar:
    'width:36px;height:36px;border-radius:18px;font-size:15px;line-height:36px;font-weight:600;text-align:center;color:#ffffff;',
  wrote: `padding-left:12px;font-size:15px;line-height:20px;font-weight:600;color:#111827;${BREAKS}`,
  time: 'font-size:12px;line-height:16px;font-weight:400;color:#596070;',
  text: `padding-top:16px;font-size:16px;line-height:25px;color:#1f2937;${BREAKS}`,
  question: 'margin-bottom:14px;font-size:17px;line-height:25px;font-weight:600;color:#111827;',
  mark: 'padding:8px 12px;border-radius:8px;background-color:#fef3c7;font-size:13px;line-height:19px;color:#78350f;',
  file: `padding:10px 14px;border:1px solid #e5e7eb;border-radius:10px;font-size:14px;line-height:20px;color:#374151;${BREAKS}`,
  note: 'font-size:12px;line-height:18px;color:#596070;',
  link: 'color:#2952cc;font-weight:600;text-decoration:underline;',
  footer: 'padding:18px 4px 0;font-size:13px;line-height:20px;color:#596070;text-align:center;',
  earlier:
    'padding:32px 4px 4px;font-size:12px;line-height:18px;font-weight:600;letter-spacing:0.02em;color:#596070;',
  past: 'padding:2px 0;padding-left:16px;border-left:3px solid #d1d5db;',
  pastHead: `font-size:13px;line-height:19px;font-weight:600;color:#4b5563;${BREAKS}`,
  pastText: `font-size:14px;line-height:21px;color:#4b5563;${BREAKS}`,
} as const;

/** White text is readable on each (contrast of at least 4.5). */
export const AVATAR_COLOURS = { staff: '#2952cc', other: '#0f766e' } as const;

export const SHEET = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.ep-outer{padding:16px 10px!important}.ep-card{padding:18px 16px!important}.ep-delimiter{font-size:11px!important}}
@media (prefers-color-scheme:dark){
.ep-page,.ep-outer{background-color:#111317!important}
.ep-card{background-color:#1c1f26!important;border-color:#31353f!important}
.ep-strong{color:#f3f4f6!important}
.ep-body{color:#e5e7eb!important}
.ep-muted{color:#a3aab8!important}
.ep-file{border-color:#31353f!important;color:#d7dae0!important}
.ep-mark{background-color:#3b2f12!important;color:#fcd980!important}
.ep-past{border-color:#3d424e!important}
.ep-link{color:#93b4ff!important}
}`;
