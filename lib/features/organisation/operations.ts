import * as announcedLinks from "@/lib/features/organisation/announced-links/commands";
import * as appointments from "@/lib/features/organisation/appointments/commands";
import * as bulkInvitations from "@/lib/features/organisation/bulk-invitations/commands";
import * as naming from "@/lib/features/organisation/deputies/commands";
import * as deputies from "@/lib/features/organisation/deputies/queries";
import * as invitations from "@/lib/features/organisation/invitations/commands";
import * as people from "@/lib/features/organisation/people/commands";
import * as register from "@/lib/features/organisation/people/queries";
import { importQuery } from "@/lib/features/organisation/record/schema";
import { importStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/commands";
import * as units from "@/lib/features/organisation/units/commands";
import * as unitList from "@/lib/features/organisation/units/queries";
import * as unlocking from "@/lib/features/organisation/unlocking/commands";
import type { Operation } from "@/lib/server/use-cases/operation";
import { choiceOf, operationsOf } from "@/lib/server/use-cases/registry";

/** `dryRun=1` previews a list; without it the list is imported. */
const importPeople = choiceOf(importStaffList, previewStaffList, importQuery, ({ dryRun }) => dryRun === "1");

/** The operations of people and units. */
export const organisationOperations: readonly Operation[] = [
  ...operationsOf(unitList, units, register, people, invitations, bulkInvitations, announcedLinks, unlocking, appointments, deputies, naming),
  importPeople,
];
