/** Classes of a jack: hollow or filled, lit with the selected cord, green where the caller came along. */
export function jackClass(plugged: boolean, lit: boolean, taken: boolean): string {
  return ['jack', plugged && 'is-plugged', lit && 'is-lit', taken && 'is-taken'].filter(Boolean).join(' ');
}
