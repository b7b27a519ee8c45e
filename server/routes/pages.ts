/** Pages for people who are not logged in yet; plain HTML that needs no build. */
export function loginPage(token: string): string {
  return page(
    'Open Patchcord',
    `<p>This link opens the designer on this computer. It works once.</p>
<form method="post" action="/login"><input type="hidden" name="token" value="${escapeHtml(token)}"><button>Open the designer</button></form>
<script src="/login.js"></script>`,
  );
}

/** Said at every address of the designer while nobody is logged in. */
export function strangerPage(): string {
  return page(
    'Patchcord is running',
    `<p>To get in, open the link it printed when it started.</p>${HOW_TO_GET_A_LINK}`,
  );
}

/** The link was wrong, used or too old. */
export function spentLinkPage(): string {
  return page(
    'This link no longer works',
    `<p>A link opens the designer once, within an hour, until a newer one is made.</p>${HOW_TO_GET_A_LINK}`,
  );
}

/** Too many wrong links from one address. */
export function patiencePage(minutes: number): string {
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return page('Too many wrong links', `<p>Wait ${wait}, then open the newest link.</p>`);
}

/** The server runs, but nobody built the designer. */
export function unbuiltPage(): string {
  return page(
    'The designer is not built',
    '<p>Run this where Patchcord is installed, then reload:</p><pre>npm run build</pre>',
  );
}

/** Sends the form of the login page, so that following the link is enough where scripts run. */
export const LOGIN_SCRIPT = "document.querySelector('form').submit();\n";

const HOW_TO_GET_A_LINK = `<p>No link at hand? Get a new one where the server runs:</p><pre>npx patchcord login</pre>`;

const STYLE = `:root{color-scheme:light dark;--ground:oklch(.972 .004 85);--panel:oklch(.995 .002 85);--sunk:oklch(.955 .005 85);--line:oklch(.895 .007 85);--ink:oklch(.26 .02 265);--soft:oklch(.48 .018 265);--accent:oklch(.5 .14 42);--on:oklch(.99 .005 85)}
@media(prefers-color-scheme:dark){:root{--ground:oklch(.205 .012 265);--panel:oklch(.25 .013 265);--sunk:oklch(.225 .012 265);--line:oklch(.33 .014 265);--ink:oklch(.94 .006 85);--soft:oklch(.76 .012 265);--accent:oklch(.76 .13 48);--on:oklch(.2 .02 48)}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
main{width:100%;max-width:440px;padding:28px 32px 32px;background:var(--panel);border:1px solid var(--line);border-radius:12px}
svg{display:block;margin-bottom:18px}h1{margin:0 0 8px;font-size:20px;line-height:1.3}p{margin:0 0 14px;color:var(--soft)}
pre{margin:0;padding:10px 14px;background:var(--sunk);border:1px solid var(--line);border-radius:8px;font:13px/1.5 ui-monospace,monospace;overflow:auto}
form{margin:18px 0 0}button{font:inherit;font-weight:600;min-height:40px;padding:8px 18px;border:0;border-radius:8px;background:var(--accent);color:var(--on);cursor:pointer}
button:focus-visible{outline:2px solid var(--ink);outline-offset:2px}`;

/** Two jacks and the cord between them. */
const MARK = `<svg width="72" height="28" viewBox="0 0 72 28" fill="none" aria-hidden="true"><path d="M14 14C32 2 40 26 58 14" stroke="var(--accent)" stroke-width="3"/><circle cx="10" cy="14" r="7" stroke="var(--soft)" stroke-width="2.5" fill="var(--panel)"/><circle cx="10" cy="14" r="3" fill="var(--accent)"/><circle cx="62" cy="14" r="7" stroke="var(--soft)" stroke-width="2.5" fill="var(--panel)"/><circle cx="62" cy="14" r="3" fill="var(--accent)"/></svg>`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title} · Patchcord</title><style>${STYLE}</style></head>
<body><main>${MARK}<h1>${title}</h1>${body}</main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
