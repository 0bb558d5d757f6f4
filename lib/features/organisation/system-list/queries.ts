import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { granted } from "@/lib/domain/shared/result";
import { UNITS_TAG } from "@/lib/features/organisation/record/schema";
import { systemsCsv } from "@/lib/features/organisation/system-list/csv";
import { readSystemRegister } from "@/lib/features/organisation/system-list/record";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";

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
