import { TriangleAlert } from 'lucide-react';
import type { PhoneProblem } from '../state/softphone/problems.ts';

/** What is wrong, what to do about it, and the code to look up. */
export function ProblemNote({ problem }: { readonly problem: PhoneProblem }) {
  const isNumber = /^\d+$/.test(problem.code);
  return (
    <div className="problem-note" role="alert">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <strong>{problem.title}</strong>
        <p>{problem.next}</p>
        {isNumber && (
          <a href={`https://www.twilio.com/docs/api/errors/${problem.code}`} target="_blank" rel="noreferrer">
            Twilio’s error {problem.code}
          </a>
        )}
      </div>
    </div>
  );
}
