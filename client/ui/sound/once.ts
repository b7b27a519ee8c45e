/** Something audible that ends once, and that must begin in time: files that never load and voices that never speak exist. */
export interface Once {
  /** It began. */
  begun(): void;
  end(how: Heard): void;
  /** It was silenced: nobody is told of an end. */
  stop(): void;
}

/** How something that should be heard ended. */
export type Heard = 'heard' | 'failed';

/** @param start milliseconds in which it must begin, else it has failed */
export function once(end: (how: Heard) => void, start: number): Once {
  let over = false;
  const close = (): boolean => {
    const open = !over;
    over = true;
    clearTimeout(late);
    return open;
  };
  const finish = (how: Heard): void => {
    if (close()) end(how);
  };
  const late = setTimeout(() => finish('failed'), start);
  return { begun: () => clearTimeout(late), end: finish, stop: () => void close() };
}
