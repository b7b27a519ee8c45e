/** Whether this browser can turn speech into text. */
export function canListen(): boolean {
  return recogniser() !== undefined;
}

/**
 * Listens to the microphone until one sentence was said.
 * @param end told the text, or null where nothing was understood or the microphone is closed to the page
 * @returns stops listening
 */
export function listen(language: string, end: (text: string | null) => void): () => void {
  const Recogniser = recogniser();
  if (!Recogniser) {
    end(null);
    return () => {};
  }
  const ear = new Recogniser();
  let text: string | null = null;
  ear.lang = language;
  ear.onresult = (event) => {
    text = event.results[0]?.[0]?.transcript ?? null;
  };
  ear.onerror = () => {};
  ear.onend = () => end(text);
  ear.start();
  return () => ear.abort();
}

/** The part of the browser's SpeechRecognition that is used here; TypeScript's DOM does not know it. */
interface Recogniser {
  lang: string;
  onresult: (event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void;
  onerror: () => void;
  onend: () => void;
  start(): void;
  abort(): void;
}

function recogniser(): (new () => Recogniser) | undefined {
  const host = globalThis as {
    SpeechRecognition?: new () => Recogniser;
    webkitSpeechRecognition?: new () => Recogniser;
  };
  return host.SpeechRecognition ?? host.webkitSpeechRecognition;
}
