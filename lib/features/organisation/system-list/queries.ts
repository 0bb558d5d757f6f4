import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { ownOrganisation } from "@/lib/features/organisation/access/queries";
import { LIST_UPLOAD, tryOut } from "@/lib/features/organisation/list-import/rows";
import { importInput, listOutcome, UNITS_TAG } from "@/lib/features/organisation/record/schema";
import { systemsCsv } from "@/lib/features/organisation/system-list/csv";
import { readSystemRegister } from "@/lib/features/organisation/system-list/record";
import { bringSystems } from "@/lib/features/organisation/system-list/rows";
import { get, ofOwnOperator, post, query } from "@/lib/server/use-cases/use-case";

/** The critical systems in use, as a list that can be changed and imported (`importSystemList`). */
export const exportSystemList = query({
  name: "system.export",
  takesOut: "always",
  may: "people.read",
  api: get("/systems.csv", "exportSystems", UNITS_TAG, "重要システムの一覧（CSV、システム管理者の氏名とメールを含む、UTF-8 BOM付き）"),
  on: ofOwnOperator("systems"),
  output: { contentType: "text/csv" },
  async run({ transaction, subject: { operatorId } }) {
    const { systems, departments, allKinds, people } = await readSystemRegister(transaction, operatorId);
    return granted(csvFile("重要システムの一覧.csv", systemsCsv(systems, departments, allKinds, people)));
  },
});

/** One address for both: `dryRun=1` only previews (`operations.ts`). */
export const SYSTEM_IMPORT = post("/systems/import", "importSystems", UNITS_TAG, "重要システムの一覧（CSV）を取り込む。dryRun=1 は変更を示すだけ");

/** What a list of critical systems would do. Refused with everything that is in its way, by line. */
export const previewSystemList = query({
  name: "system.previewImport",
  takesOut: "always",
  may: "system.manage",
  ...{ api: SYSTEM_IMPORT, upload: LIST_UPLOAD },
  on: ownOrganisation("system"),
  input: importInput,
  output: listOutcome,
  refuses: ["not_permitted", "invalid_input", "too_large", "conflicting_appointments", "temporarily_unavailable"],
  run: (context) => tryOut(context.transaction, () => bringSystems(context)),
});
