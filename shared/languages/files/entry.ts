/** Characters of the largest file of texts that is read. */
export const TEXT_FILE_LIMIT = 16_000_000;

/** A translation as a file has it. */
export interface TextEntry {
  /** Line of the file, from 1. */
  readonly line: number;
  /** See `rowTexts`. */
  readonly key: string;
  readonly language: string;
  /** What it was translated from; absent where the file does not say. */
  readonly original?: string;
  readonly text: string;
  /** Whether the file marks it as unfinished or out of date. */
  readonly fuzzy?: boolean;
  /** Whether the file says of every text if it is out of date, so that the absence of a mark says that it fits. */
  readonly marks?: boolean;
}

/** Why a file, or something in it, cannot be taken over. */
export interface TextFileProblem {
  /** Absent where the whole file is meant. */
  readonly line?: number;
  readonly message: string;
}

export interface TextFile {
  readonly entries: readonly TextEntry[];
  readonly problems: readonly TextFileProblem[];
}

/** Line breaks as flows have them, whatever a spreadsheet made of them. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** A file that is too large to be read. */
export function tooLarge(text: string): TextFile | undefined {
  if (text.length <= TEXT_FILE_LIMIT) return undefined;
  return {
    entries: [],
    problems: [{ message: `The file is larger than ${TEXT_FILE_LIMIT / 1_000_000} MB. Split it.` }],
  };
}
