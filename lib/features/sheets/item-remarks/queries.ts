import "server-only";
import type { Target } from "@/lib/domain/access/permission";
import { readSheet, reviewTarget, type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import { remarkParams } from "@/lib/features/sheets/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import type { On } from "@/lib/server/use-cases/use-case";

/** What was said about a remark last; version 0 if nothing was. */
interface LastResponse {
  readonly version: number;
  readonly done: boolean;
  readonly reply: string | null;
  readonly byName: string;
  /** The post whose deputy said it; null where nobody was represented. */
  readonly represented: string | null;
  readonly at: Date | null;
  /** Whether the remark was withdrawn. */
  readonly withdrawn: boolean;
}

const lastResponse = async (transaction: Transaction, { operatorId, id }: SheetRecord, remarkId: string): Promise<LastResponse | null> =>
  (
    await transaction.$queryRaw<LastResponse[]>`
    SELECT coalesce(r.version, 0) AS version, coalesce(r.done, false) AS done, r.reply, coalesce(p.name, '') AS "byName", r.represented, r.at, w.at IS NOT NULL AS withdrawn
    FROM item_remark m
    LEFT JOIN item_remark_withdrawal w ON w.operator_id = m.operator_id AND w.remark_id = m.id
    LEFT JOIN item_remark_response r ON r.operator_id = m.operator_id AND r.remark_id = m.id
    LEFT JOIN person p ON p.operator_id = r.operator_id AND p.id = r.by
    WHERE m.operator_id = ${operatorId}::uuid AND m.sheet_id = ${id}::uuid AND m.id = ${remarkId}::uuid ORDER BY r.version DESC NULLS LAST LIMIT 1`
  )[0] ?? null;

type RemarkOnSheet = SheetRecord & { readonly remarkId: string; readonly last: LastResponse };

const remarkPlace = ({ sheetId, remarkId }: { readonly sheetId: string; readonly remarkId: string }): string => `sheet/${sheetId}/${remarkId}`;

/** A remark on a locked sheet, with what its respondents said last. */
export const sheetRemark: On<typeof remarkParams, RemarkOnSheet> = {
  params: remarkParams,
  place: remarkPlace,
  async find(transaction, { sheetId, remarkId }) {
    const sheet = await readSheet(transaction, sheetId, "change");
    const last = sheet && (await lastResponse(transaction, sheet, remarkId));
    return last && { ...sheet, remarkId, last };
  },
  target: sheetTarget,
};

/** The same with the data of the review rules, for its reviewers. */
export const reviewedRemark: On<typeof remarkParams, RemarkOnSheet & { readonly judged: Target }> = {
  params: remarkParams,
  place: remarkPlace,
  async find(transaction, params, asking, input) {
    const found = await sheetRemark.find(transaction, params, asking, input);
    return found && { ...found, judged: await reviewTarget(transaction, found, asking.now) };
  },
  target: ({ judged }) => judged,
};
