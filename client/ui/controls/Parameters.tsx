/** Names and values of a request. */
export function Parameters({ parameters }: { readonly parameters: Readonly<Record<string, string>> }) {
  return (
    <dl className="parameters">
      {Object.entries(parameters).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' ? <i>empty</i> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
