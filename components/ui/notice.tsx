import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type NoticeTone = "info" | "done" | "attention" | "mistake";

const ICONS: Record<NoticeTone, IconName> = { info: "book", done: "check", attention: "merge", mistake: "stop" };

export function Notice({
  tone = "info",
  title,
  children,
  role,
}: {
  readonly tone?: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly role?: "status" | "alert";
}) {
  return (
    <div className="notice" data-tone={tone} role={role}>
      <Icon name={ICONS[tone]} />
      <div>
        {title ? <p className="notice-title">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}

export interface FieldMistake {
  /** Id of the control. */
  readonly field: string;
  readonly message: string;
}

/** What is missing, each with the way to its field. Stands above the form. */
export function ErrorSummary({ mistakes }: { readonly mistakes: readonly FieldMistake[] }) {
  if (mistakes.length === 0) return null;
  return (
    <Notice tone="mistake" role="alert" title={`入力を${mistakes.length}か所確かめてください`}>
      <ul>
        {mistakes.map((mistake) => (
          <li key={mistake.field + mistake.message}>
            <a href={`#${mistake.field}`}>{mistake.message}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
