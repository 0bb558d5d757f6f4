import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type ChipTone = "neutral" | "plain" | "active" | "waiting" | "returned" | "done" | "late";

const ICONS: Partial<Record<ChipTone, IconName>> = { returned: "back", done: "check", late: "clock" };

/** A state as text, with a line and, where it matters, a shape. Must not look like a button. */
export function StatusChip({ tone = "neutral", children }: { readonly tone?: ChipTone; readonly children: ReactNode }) {
  const icon = ICONS[tone];
  return (
    <span className="chip" data-tone={tone}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </span>
  );
}
