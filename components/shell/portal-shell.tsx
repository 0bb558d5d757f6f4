import { type FrameProps, ShellFrame } from "./shell-frame";
import { UnsentAnswers } from "./unsent-answers";

/** Around every page of somebody signed in. Pages for nobody take the `ShellFrame` alone and so ship none of its script. */
export function PortalShell({ person, ...frame }: Omit<FrameProps, "person" | "strip"> & { readonly person: NonNullable<FrameProps["person"]> }) {
  return <ShellFrame person={person} {...frame} strip={<UnsentAnswers accountId={person.accountId} />} />;
}
