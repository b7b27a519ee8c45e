interface MeterProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly level: number;
}

/** How loud something is, as a bar. */
export function Meter({ label, level }: MeterProps) {
  return (
    <div className="level">
      <span>{label}</span>
      <div className="level-bar" aria-hidden="true">
        <div style={{ transform: `scaleX(${Math.min(1, level)})` }} />
      </div>
    </div>
  );
}
