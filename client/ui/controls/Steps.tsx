import { Circle, CircleCheck, CircleX, LoaderCircle, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import './steps.css';

/** How far one thing of several came. */
export interface Step {
  readonly key: string;
  readonly state: 'waiting' | 'busy' | 'done' | 'undone' | 'failed';
  readonly title: string;
  readonly detail: string;
  /** What went wrong or was left alone. */
  readonly remark?: string | undefined;
}

const ICONS = { waiting: Circle, busy: LoaderCircle, done: CircleCheck, undone: Undo2, failed: CircleX } as const;

/** Several things done in one go, with what came of each. */
export function Steps({ steps, action }: { steps: readonly Step[]; action?: (step: Step) => ReactNode }) {
  return (
    <ul className="steps">
      {steps.map((step) => {
        const Icon = ICONS[step.state];
        return (
          <li key={step.key} className={`step is-${step.state}`}>
            <Icon size={15} aria-hidden="true" />
            <span className="step-words">
              <strong>{step.title}</strong> {step.detail}
              {step.remark && <em>{step.remark}</em>}
            </span>
            {action?.(step)}
          </li>
        );
      })}
    </ul>
  );
}
