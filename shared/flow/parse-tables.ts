import { problem } from './issues.ts';
import type { DocumentProblem, FlowTable } from './types.ts';

/** What is wrong with tables of the right shape: a column named twice, a row of another length. */
export function tableProblems(tables: Readonly<Record<string, FlowTable>>): DocumentProblem[] {
  return Object.entries(tables).flatMap(([name, { columns, rows }]) => {
    const path = `$.tables.${name}`;
    const problems = columns.flatMap((column, index): DocumentProblem[] => {
      if (columns.indexOf(column) === index) return [];
      const message = `Table "${name}" has two columns "${column}". Give one another name.`;
      return [problem('duplicate-column', `${path}.columns[${index}]`, message)];
    });
    // One row tells what is wrong with them; thousands would say the same.
    const index = rows.findIndex((row) => row.length !== columns.length);
    if (index === -1) return problems;
    const message = `Row ${index + 1} of table "${name}" has ${rows[index]?.length} values; there are ${columns.length} columns.`;
    return [...problems, problem('wrong-row', `${path}.rows[${index}]`, message)];
  });
}
