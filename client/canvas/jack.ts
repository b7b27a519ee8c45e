/** Classes of a jack: hollow or filled, lit with the selected cord. */
export function jackClass(plugged: boolean, lit: boolean): string {
  return ['jack', plugged && 'is-plugged', lit && 'is-lit'].filter(Boolean).join(' ');
}
