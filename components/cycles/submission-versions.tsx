import type { SubmitView } from "@/lib/features/submissions/record/view";
import { Panel } from "../ui/panel";
import { UserText } from "../ui/user-text";

/** The submitted versions of a cycle, with time, sender and hash. */
export function SubmissionVersions({ versions }: { readonly versions: SubmitView["sent"] }) {
  if (versions.length === 0) return null;
  return (
    <Panel id="submissions" title="提出した版" note="提出した内容は変えられません。照合の値（SHA-256）で、同じものであることを確かめられます。">
      <ul className="stack gap-3">
        {versions.map(({ id, label, text, hash }) => (
          <li key={id}>
            <UserText>{label}</UserText>　<UserText>{text}</UserText>
            <p className="aside-text break-all">{hash}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
