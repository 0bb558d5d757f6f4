import type { CycleRecord } from "@/lib/features/cycles/record/record";

const AT = new Date("2026-11-20T05:00:00Z");

export const makeCycleRecord = (overrides: Partial<CycleRecord> = {}): CycleRecord => ({
  ...{ operatorId: "o", id: "c", editionId: "kuko-2", title: "2026年度 自己点検", periodFrom: "2026-10-01", periodTo: "2026-12-18", dueOn: "2026-12-04" },
  ...{ state: "open", exampleMode: "optional", selectedItems: null, editionRevision: 1, contentHash: "", previousCycleId: null },
  ...{
    createdAt: AT,
    plannedBy: [],
    openedAt: AT,
    reviewingAt: null,
    approvedAt: null,
    approvedByName: null,
    approvalRepresented: null,
    reopenedReason: null,
    cancelledAt: null,
    cancelledReason: null,
  },
  ...overrides,
});
