import type { StudioProblem } from './definition.ts';

/** What is found while a definition is read, and whether it must be refused. */
export class Problems {
  readonly all: StudioProblem[] = [];
  isRefused = false;

  constructor(private readonly root: string) {}

  error(code: string, at: string, message: string): void {
    this.isRefused = true;
    // A document that is wrong everywhere is not told a thousand times.
    if (this.all.length < MOST) this.all.push({ code, severity: 'error', path: this.root + at, message });
  }

  warn(code: string, at: string, message: string, state: string): void {
    if (this.all.length < MOST) this.all.push({ code, severity: 'warning', path: this.root + at, message, state });
  }

  path(at: string): string {
    return this.root + at;
  }
}

const MOST = 500;
