/** What a request at Twilio waits for until a test lets it go on. */
export function hold(): { readonly held: Promise<void>; letGo(): void } {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { held, letGo: () => letGo() };
}
