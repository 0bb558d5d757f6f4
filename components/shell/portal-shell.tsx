import { FormSender } from "../ui/form-sender";
import { type FrameProps, ShellFrame } from "./shell-frame";
import { UnsentAnswers } from "./unsent-answers";

/** The frame of every page with a signed-in visitor. Other pages use `ShellFrame` alone and so ship none of its script. */
export function PortalShell({ person, children, ...frame }: Omit<FrameProps, "person" | "strip"> & { readonly person: NonNullable<FrameProps["person"]> }) {
  return (
    <ShellFrame person={person} {...frame} strip={<UnsentAnswers accountId={person.accountId} />}>
      <FormSender account={person.accountId}>{children}</FormSender>
    </ShellFrame>
  );
}
