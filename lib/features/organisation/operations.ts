import * as announcedLinks from "@/lib/features/organisation/announced-links/commands";
import * as appointments from "@/lib/features/organisation/appointments/commands";
import * as bulkInvitations from "@/lib/features/organisation/bulk-invitations/commands";
import * as invitations from "@/lib/features/organisation/invitations/commands";
import * as people from "@/lib/features/organisation/people/commands";
import * as register from "@/lib/features/organisation/people/queries";
import { importQuery } from "@/lib/features/organisation/record/schema";
import { importStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/commands";
import * as units from "@/lib/features/organisation/units/commands";
import * as unitList from "@/lib/features/organisation/units/queries";
import * as unlocking from "@/lib/features/organisation/unlocking/commands";
import type { Operation } from "@/lib/server/use-cases/operation";
import { useCasesOf } from "@/lib/server/use-cases/use-case";

/** One address for two use cases: a list is tried with `dryRun=1`, and taken in without. */
const importPeople: Operation = {
  ...importStaffList.declaration.operation,
  query: importQuery.strict(),
  handle: (context, input) => {
    const { dryRun } = importQuery.parse(input.query);
    return (dryRun === "1" ? previewStaffList : importStaffList).declaration.operation.handle(context, { ...input, query: {} });
  },
};

/** Everything that can be done with people and units. */
export const organisationOperations: readonly Operation[] = [
  ...[unitList, units, register, people, invitations, bulkInvitations, announcedLinks, unlocking, appointments]
    .flatMap(useCasesOf)
    .map(({ operation }) => operation),
  importPeople,
];
