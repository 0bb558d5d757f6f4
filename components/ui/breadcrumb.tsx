import { UserText } from "./user-text";

export interface BreadcrumbStep {
  readonly label: string;
  /** Absent for the page itself. */
  readonly href?: string | undefined;
}

export function Breadcrumb({ steps }: { readonly steps: readonly BreadcrumbStep[] }) {
  return (
    <nav className="breadcrumb" aria-label="現在の場所">
      <ol>
        {steps.map((step) => (
          <li key={step.label}>
            {step.href ? (
              <a href={step.href}>
                <UserText>{step.label}</UserText>
              </a>
            ) : (
              <span aria-current="page">
                <UserText>{step.label}</UserText>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
