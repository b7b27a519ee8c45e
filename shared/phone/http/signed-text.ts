/**
 * What Twilio signs: the URL, then every form parameter sorted by name, name and value joined.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function signedText(url: string, parameters: Readonly<Record<string, string>>): string {
  let text = url;
  for (const name of Object.keys(parameters).sort()) text += name + parameters[name];
  return text;
}
