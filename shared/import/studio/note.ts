/**
 * Something to know about one widget. `differs`: it does the same in another way, or not quite; `supply`: it does nothing of
 * use until somebody gives what only they have.
 */
export interface Note {
  readonly kind: 'differs' | 'supply';
  /** A sentence. */
  readonly message: string;
}

/** Notes of one widget, none twice. */
export class Notes {
  readonly all: Note[] = [];

  differs(message: string): void {
    this.add({ kind: 'differs', message });
  }

  supply(message: string): void {
    this.add({ kind: 'supply', message });
  }

  private add(note: Note): void {
    if (!this.all.some(({ message }) => message === note.message)) this.all.push(note);
  }
}
