import { Notice } from "@/components/ui/notice";
import { UserText } from "@/components/ui/user-text";

/** Lists names that differ only in invisible ways (spaces, widths of letters), so that people can merge or correct them. */
export function Lookalikes({ groups }: { readonly groups: readonly string[] }) {
  if (groups.length === 0) return null;
  return (
    <Notice title={`同じとみなすものが、${groups.length}組あります。同じものなら、使わないほうを廃止するか直してください。`}>
      <ul>
        {groups.map((group) => (
          <li key={group}>
            <UserText>{group}</UserText>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
