"use client";

import type { ImportOutcome } from "@/lib/features/organisation/record/schema";
import { ListImport } from "./list-import";
import { StaffListChanges } from "./staff-list-changes";

/** The import of a staff list. */
export function StaffListImport() {
  return (
    <ListImport<ImportOutcome>
      id="staff-list"
      address="/people/import"
      title="名簿を選ぶ"
      hint="UTF-8 か Shift_JIS、5 MB・10,000 人まで。選ぶと、取り込む前に変更を示します。直したファイルは、同じ名前のまま選び直せます。"
      backHref="/operator/people"
      nothing={({ added, changed }) => added + changed === 0}
      changes={(outcome, confirmation) => <StaffListChanges outcome={outcome}>{confirmation}</StaffListChanges>}
    />
  );
}
