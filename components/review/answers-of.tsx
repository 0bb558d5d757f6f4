import { UserText } from "@/components/ui/user-text";
import type { ReviewListEntry } from "@/lib/features/sheets/review/view";

interface AnswersOfProps {
  readonly sheet: ReviewListEntry;
  readonly shown: keyof ReviewListEntry["counts"];
}

/** The number of answers of one kind on a sheet, which leads to them. */
export function AnswersOf({ sheet: { href, title, counts }, shown }: AnswersOfProps) {
  if (counts[shown] === 0) return "0件";
  return (
    <a href={`${href}?show=${shown}`}>
      <b>{counts[shown]}件</b>
      <span className="sr-only">
        （<UserText>{title}</UserText>）
      </span>
    </a>
  );
}

/** The examples that a sheet leaves without an answer although the round asks for one, below the number of its measures. */
export const MissingExamples = ({ sheet: { missingExamplesText } }: Pick<AnswersOfProps, "sheet">) =>
  missingExamplesText === null ? null : <span className="aside-text block">{missingExamplesText}</span>;
