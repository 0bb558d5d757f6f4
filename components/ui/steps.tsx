export interface Step {
  readonly label: string;
  readonly note: string;
  readonly state: "done" | "current" | "ahead";
}

/** The stage that something has reached, as text and by position. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.label} data-done={step.state === "done"} aria-current={step.state === "current" ? "step" : undefined}>
          {step.label}
          <small>{step.note}</small>
        </li>
      ))}
    </ol>
  );
}
