import { Notice } from "@/components/ui/notice";
import { UserText } from "@/components/ui/user-text";
import type { ListOutcome } from "@/lib/features/organisation/record/schema";
import { namesText } from "@/lib/labels/own-direction";

type ListRemarksProps = Readonly<Pick<ListOutcome, "applied" | "ignoredColumns" | "doubts" | "moreDoubts">>;

/** What a list does not use, and, as long as it can be changed, what in it may not be meant, by line. */
export function ListRemarks({ applied, ignoredColumns, doubts, moreDoubts }: ListRemarksProps) {
  return (
    <>
      {ignoredColumns.length > 0 ? (
        <p>
          使わない列：<UserText>{namesText(ignoredColumns)}</UserText>
        </p>
      ) : null}
      {!applied && doubts.length > 0 ? (
        <Notice title={`確かめてほしいところが${doubts.length + moreDoubts}か所あります。このままでも取り込めます。`}>
          <ul>
            {doubts.map(({ place, message }) => (
              <li key={place + message}>
                {place}：<UserText>{message}</UserText>
              </li>
            ))}
          </ul>
          {moreDoubts > 0 ? <p>ほか {moreDoubts}か所</p> : null}
        </Notice>
      ) : null}
    </>
  );
}
