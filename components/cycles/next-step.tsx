import type { NextStepView } from "@/lib/features/cycles/record/view";
import { DueChip } from "../marks/due-chip";
import { LinkButton } from "../ui/button";
import { NextAction } from "../ui/next-action";
import { Steps } from "../ui/steps";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** The next step of the screen, with the cycle's state. `here` hides a button that would lead to the same page. */
export function NextStep({ next, here }: { readonly next: NextStepView; readonly here?: string }) {
  const button = next.href !== null && next.button !== null && next.href !== here;
  return (
    <NextAction
      title={next.title}
      status={next.kind === "status"}
      action={
        button ? (
          <LinkButton rank="primary" href={next.href ?? ""}>
            {next.button}
          </LinkButton>
        ) : null
      }
      more={next.steps.length === 0 ? null : <Steps steps={next.steps} />}
    >
      <p>
        <UserText>{unbroken(next.text)}</UserText>
      </p>
      <DueChip due={next.due} />
      {next.links.length === 0 ? null : (
        <p className="row">
          {next.links.map(({ label, href }) => (
            <a key={href} href={href}>
              {label}
            </a>
          ))}
        </p>
      )}
    </NextAction>
  );
}
