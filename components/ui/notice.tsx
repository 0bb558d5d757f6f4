import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type NoticeTone = "info" | "done" | "returned" | "conflict" | "mistake";

const ICONS: Record<NoticeTone, IconName> = { info: "note", done: "check", returned: "back", conflict: "merge", mistake: "stop" };

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
        {title ? <p className="text-[1rem] font-bold">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
