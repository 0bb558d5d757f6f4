"use client";

import type { ListImportView } from "@/lib/features/organisation/list-page/view";
import type { ListOutcome } from "@/lib/features/organisation/record/schema";
import { ListChanges } from "./list-changes";
import { ListImport } from "./list-import";

/** The import of a list of roles, departments or systems. */
export function UnitListImport(view: ListImportView) {
  const { id, address, title, hint, backHref } = view;
  return (
    <ListImport<ListOutcome>
      {...{ id, address, title, hint, backHref }}
      nothing={({ added, renamed, changed }) => added + renamed + changed === 0}
      changes={(outcome, confirmation) => (
        <ListChanges outcome={outcome} view={view}>
          {confirmation}
        </ListChanges>
      )}
    />
  );
}
