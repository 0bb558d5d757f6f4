import type { StaffingLine } from "@/lib/features/staffing/record/view";
import { LinkButton } from "../ui/button";
import { UserText } from "../ui/user-text";

/** Numbers of what is missing among people and posts, each with the way to its list. */
export function StaffingLines({ lines }: { readonly lines: readonly StaffingLine[] }) {
  return (
    <ul className="stack gap-2">
      {lines.map(({ text, href, button }) => (
        <li key={href} className="row">
          <span>
            <UserText>{text}</UserText>
          </span>
          <LinkButton className="ml-auto" size="small" href={href} aria-label={`${button}（${text}）`}>
            {button}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
