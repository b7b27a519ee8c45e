/** Caps on a flow document, checked before anything walks it. */
export const FLOW_LIMITS = {
  /** Bytes of JSON text (UTF-8). */
  bytes: 1_900_000,
  /** Nesting depth of the raw JSON text; deeper input would overflow recursive validators. */
  depth: 32,
  blocks: 5_000,
  variables: 500,
  /** Besides the flow's own. */
  languages: 30,
  nameLength: 120,
  /** Characters of what is said when a turn fails. */
  fallbackLength: 3_000,
  tables: 50,
  /** Of one table. */
  tableColumns: 50,
  tableRows: 5_000,
  /** Characters of one value in a table. */
  cellLength: 1_000,
} as const;
