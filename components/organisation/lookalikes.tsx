import { Notice } from "@/components/ui/notice";
import { UserText } from "@/components/ui/user-text";
import { bearersText } from "@/lib/labels/permission-words";

/** What is to be done about them, in the words for who may do it and for who only reads. */
const CORRECTED = {
  units: ["同じものなら、使わないほうを廃止するか、名前を直してください。", "同じものなら、使わないほうを廃止するか、名前を直します。"],
  people: ["同じ人なら使わないほうの退職を登録し、違う人なら番号を直してください。", "同じ人なら使わないほうの退職を登録し、違う人なら番号を直します。"],
} as const;

interface Props {
  readonly of: keyof typeof CORRECTED;
  readonly groups: readonly string[];
  readonly mayManage: boolean;
}

/** Lists names or numbers that differ only in invisible ways (spaces, widths of letters), so that people can merge or correct them. */
export function Lookalikes({ of, groups, mayManage }: Props) {
  if (groups.length === 0) return null;
  const [asked, reported] = CORRECTED[of];
  return (
    <Notice title={`同じとみなすものが、${groups.length}組あります。${mayManage ? asked : `${bearersText("people.manage")}が、${reported}`}`}>
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
