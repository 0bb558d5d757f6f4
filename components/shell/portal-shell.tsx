import { FormSender } from "../ui/form-sender";
import { type FrameProps, ShellFrame } from "./shell-frame";
import { SignOut } from "./sign-out";
import { UnsentAnswers } from "./unsent-answers";

/** The frame of every page with a signed-in visitor. Other pages use `ShellFrame` alone and so ship none of its script. */
export function PortalShell({
  person,
  children,
  signOut,
  ...frame
}: Omit<FrameProps, "person" | "strip" | "signOut"> & {
  readonly person: NonNullable<FrameProps["person"]>;
  readonly signOut: (form: FormData) => void | Promise<void>;
}) {
  return (
    <ShellFrame
      person={person}
      {...frame}
      signOut={<SignOut accountId={person.accountId} action={signOut} />}
      strip={<UnsentAnswers accountId={person.accountId} />}
    >
      <FormSender account={person.accountId}>{children}</FormSender>
    </ShellFrame>
  );
}
