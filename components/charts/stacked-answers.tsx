import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { answerWord } from "@/lib/labels/answer-words";

type Part = AnswerStatus | "unanswered";

const PARTS: readonly { readonly part: Part; readonly fill: string }[] = [
  { part: "implemented", fill: "plot-implemented" },
  { part: "partial", fill: "plot-partial" },
  { part: "notImplemented", fill: "plot-not-implemented" },
  { part: "notApplicable", fill: "plot-not-applicable" },
  { part: "unanswered", fill: "plot-unanswered" },
];

export type AnswerCounts = Readonly<Record<Part, number>>;

/** The distribution of the answers, as one bar with its total. */
export function StackedAnswers({
  label,
  name,
  kind,
  counts,
  totalText,
}: {
  readonly label: string;
  /** The subject: 「Plan 計画」. */
  readonly name: string;
  readonly kind: GuidelineKind;
  readonly counts: AnswerCounts;
  /** 「回答 626」 */
  readonly totalText: string;
}) {
  const words = PARTS.map(({ part }) => `${word(kind, part)} ${counts[part]}`).join("、");
  return (
    <div className="bar-row">
      <span>{label}</span>
      <svg className="plot" height="18" role="img" aria-label={`${name} ${words}`} focusable="false">
        {segments(counts).map(({ part, fill, from, width }) => (
          <g key={part}>
            <rect className={fill} x={`${from}%`} width={`${width}%`} y="1" height="16" />
            <line className="plot-parting" x1={`${from}%`} x2={`${from}%`} y1="0" y2="18" />
          </g>
        ))}
      </svg>
      <span className="bar-difference bar-total">{totalText}</span>
    </div>
  );
}

/** The position of each part that is not empty, in percent. */
function segments(counts: AnswerCounts) {
  const total = PARTS.reduce((sum, { part }) => sum + counts[part], 0);
  return PARTS.flatMap(({ part, fill }, index) => {
    if (counts[part] === 0) return [];
    const before = PARTS.slice(0, index).reduce((sum, earlier) => sum + counts[earlier.part], 0);
    return [{ part, fill, from: (before / total) * 100, width: (counts[part] / total) * 100 }];
  });
}

function word(kind: GuidelineKind, part: Part): string {
  return answerWord(kind, part === "unanswered" ? null : part);
}

export function AnswersLegend({
  kind,
  unansweredNote,
  lastLabel,
}: {
  readonly kind: GuidelineKind;
  /** 「（未提出の点検票）」 */
  readonly unansweredNote?: string;
  /** Explains the black line too, if the chart has bars. */
  readonly lastLabel?: string;
}) {
  return (
    <ul className="chart-legend" aria-label="凡例">
      {PARTS.map(({ part, fill }) => (
        <li key={part}>
          <svg aria-hidden="true" focusable="false">
            <rect className={fill} x="1" y="1" width="20" height="12" />
          </svg>
          {word(kind, part)}
          {part === "unanswered" ? unansweredNote : null}
        </li>
      ))}
      {lastLabel ? (
        <li>
          <svg aria-hidden="true" focusable="false">
            <line className="plot-last" x1="11" x2="11" y1="0" y2="14" />
          </svg>
          {lastLabel}
        </li>
      ) : null}
    </ul>
  );
}
