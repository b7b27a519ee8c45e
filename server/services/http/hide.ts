/** Takes secrets out of a text, in every form they may come back in; what is shorter than four characters hides nothing. */
export function hider(secrets: ReadonlyMap<string, string>): (text: string) => string {
  const forms: [form: string, name: string][] = [];
  for (const [name, value] of secrets) {
    if (value.length < SHORTEST) continue;
    const written = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), plus(value), base64(value)];
    for (const form of new Set(written)) forms.push([form, name]);
  }
  // The longest first: one secret may begin with another.
  forms.sort(([a], [b]) => b.length - a.length);
  return (text) => forms.reduce((left, [form, name]) => left.replaceAll(form, `[secret ${name}]`), text);
}

const SHORTEST = 4;

function plus(value: string): string {
  return encodeURIComponent(value).replaceAll('%20', '+');
}

function base64(value: string): string {
  return Buffer.from(value).toString('base64').replace(/=+$/, '');
}
