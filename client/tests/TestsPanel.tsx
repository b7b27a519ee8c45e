/** The calls that are kept with the flow as tests. */
export function TestsPanel() {
  return <p className="panel-empty">No tests yet</p>;
}
