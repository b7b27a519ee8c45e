/**
 * Id for a flow of this name, as in its webhook URLs: `Café – main line` becomes `cafe-main-line`. The server adds a number
 * where the id is taken.
 */
export function flowIdFor(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const id = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  return id || 'flow';
}
