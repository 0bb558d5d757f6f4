import { Notice } from "@/components/ui/notice";
import { UserText } from "@/components/ui/user-text";
import { namesText } from "@/lib/labels/own-direction";

interface ListRemarksProps {
  readonly ignoredColumns: readonly string[];
  readonly doubts: readonly { readonly line: number; readonly place: string; readonly message: string }[];
  /** The number of doubts that are not shown. */
  readonly more: number;
}

/** What a list does not use, and what in it may not be meant, by line. */
export function ListRemarks({ ignoredColumns, doubts, more }: ListRemarksProps) {
  return (
    <>
      {ignoredColumns.length > 0 ? (
        <p>
          使わない列：<UserText>{namesText(ignoredColumns)}</UserText>
        </p>
      ) : null}
      {doubts.length > 0 ? (
        <Notice title={`確かめてほしいところが${doubts.length + more}か所あります。このままでも取り込めます。`}>
          <ul>
            {doubts.map(({ place, message }) => (
              <li key={place + message}>
                {place}：<UserText>{message}</UserText>
              </li>
            ))}
          </ul>
          {more > 0 ? <p>ほか {more}か所</p> : null}
        </Notice>
      ) : null}
    </>
  );
}
