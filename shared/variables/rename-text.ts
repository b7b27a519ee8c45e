import { templateNames } from '../template/names.ts';
import { placesOf } from './uses.ts';

/** A template in which a variable from outside has another name; the very text where it does not use it, or is no template. */
export function renameInTemplate(text: string, from: string, to: string): string {
  let renamed = '';
  let end = 0;
  for (const place of placesOf(text, from)) {
    renamed += text.slice(end, place.start) + to;
    end = place.end;
  }
  return renamed + text.slice(end);
}

/** Whether a template that uses `from` gives something of its own the name `to`, so that it would then mean that. */
export function hidesName(text: string, from: string, to: string): boolean {
  if (placesOf(text, from).length === 0) return false;
  const names = templateNames(text);
  return names?.loops.has(to) === true || names?.places.some(({ name, binds }) => name === to && binds) === true;
}
