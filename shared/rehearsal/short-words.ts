/** A beginning of a text that tells it from others: its first sentence, or so many words. */
export function shortWords(text: string): string {
  const whole = text.trim();
  const sentence = /^.{12,}?[.!?。！？](?=\s|$)/su.exec(whole)?.[0] ?? whole;
  const letters = Array.from(sentence);
  if (letters.length <= LONGEST) return speaks(sentence) ? sentence : whole.slice(0, MOST);
  const cut = letters.slice(0, LONGEST).join('');
  const atWord = cut.replace(/\s+\S*$/u, '');
  if (atWord.length < cut.length && speaks(atWord)) return atWord;
  // No spaces to cut at: a letter keeps its marks.
  const marks = /^\p{M}*/u.exec(sentence.slice(cut.length))?.[0] ?? '';
  return speaks(cut) ? cut + marks : whole.slice(0, MOST);
}

/** Last part of a URL's path, without its query. */
export function endOfUrl(url: string): string {
  const path = url.replace(/[?#].*$/s, '');
  const end = path.slice(path.lastIndexOf('/'));
  return (end.length > 1 ? end : path).slice(-MOST);
}

const LONGEST = 60;
const MOST = 1_000;

/** Without letters and digits, a text is compared whole. */
function speaks(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
