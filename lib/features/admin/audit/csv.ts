import { type CsvCell, csvLines } from "@/lib/documents/csv";
import { noteText, refusedText, whoText } from "@/lib/features/admin/audit/texts";
import type { AuditEntry } from "@/lib/features/admin/record/schema";
import { auditActionText, targetText } from "@/lib/labels/audit-words";
import { dateTimeText } from "@/lib/labels/japanese-date";

/** The words of the page, and beside them what a program reads. */
const COLUMNS: readonly (readonly [heading: string, cell: (entry: AuditEntry, names: ReadonlyMap<string, string>) => CsvCell])[] = [
  ["日時", ({ at }) => dateTimeText(new Date(at))],
  ["だれが", whoText],
  ["アカウントのID", ({ accountId }) => accountId],
  ["操作", ({ action }) => auditActionText(action)],
  ["操作の名", ({ action }) => action],
  ["対象", ({ target, targetName }) => targetText(target, targetName)],
  ["対象のID", ({ target }) => target],
  ["結果", ({ outcome }) => (outcome === "done" ? "済み" : "拒否")],
  ["断られた理由", refusedText],
  ["補足", noteText],
  ["詳しい内容", ({ detail }) => JSON.stringify(detail)],
  ["送信元", ({ sourceAddress }) => sourceAddress],
  ["ブラウザなど", ({ userAgent }) => userAgent],
  ["セッションのID", ({ sessionId }) => sessionId],
  ["アクセストークンのID", ({ tokenId }) => tokenId],
  ["日時（UTC）", ({ at }) => at],
];

/** The first line of an audit trail as CSV. */
export const auditCsvHead = (): string => csvLines([COLUMNS.map(([heading]) => heading)]);

/** `names`: of what the entries mention, by id. */
export const auditCsvRows = (entries: readonly AuditEntry[], names: ReadonlyMap<string, string>): string =>
  csvLines(entries.map((entry) => COLUMNS.map(([, cell]) => cell(entry, names))));
