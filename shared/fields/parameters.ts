/** Those of the named parameters that a request carries; a parameter Twilio left out stays out. */
export function given(
  parameters: Readonly<Record<string, string>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = parameters[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
