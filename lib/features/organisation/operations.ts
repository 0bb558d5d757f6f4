import * as announcedLinks from "@/lib/features/organisation/announced-links/commands";
import * as announcedLinkList from "@/lib/features/organisation/announced-links/queries";
import * as appointments from "@/lib/features/organisation/appointments/commands";
import * as bulkInvitations from "@/lib/features/organisation/bulk-invitations/commands";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import { exportDepartmentList, previewDepartmentList } from "@/lib/features/organisation/department-list/queries";
import * as naming from "@/lib/features/organisation/deputies/commands";
import * as deputies from "@/lib/features/organisation/deputies/queries";
import * as invitations from "@/lib/features/organisation/invitations/commands";
import * as people from "@/lib/features/organisation/people/commands";
import * as register from "@/lib/features/organisation/people/queries";
import { importQuery } from "@/lib/features/organisation/record/schema";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { exportRoleList, previewRoleList } from "@/lib/features/organisation/role-list/queries";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { exportStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/queries";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { exportSystemList, previewSystemList } from "@/lib/features/organisation/system-list/queries";
import * as units from "@/lib/features/organisation/units/commands";
import * as unitList from "@/lib/features/organisation/units/queries";
import * as unlocking from "@/lib/features/organisation/unlocking/commands";
import type { Operation } from "@/lib/server/use-cases/operation";
import { choiceOf, operationsOf } from "@/lib/server/use-cases/registry";

/** `dryRun=1` previews a list; without it the list is imported. */
const listAt = (imports: Parameters<typeof choiceOf>[0], previews: Parameters<typeof choiceOf>[1]): Operation =>
  choiceOf(imports, previews, importQuery, ({ dryRun }) => dryRun === "1");

const lists: readonly Operation[] = [
  listAt(importStaffList, previewStaffList),
  listAt(importRoleList, previewRoleList),
  listAt(importDepartmentList, previewDepartmentList),
  listAt(importSystemList, previewSystemList),
];

/** The operations of people and units. */
export const organisationOperations: readonly Operation[] = [
  ...operationsOf(
    unitList,
    units,
    register,
    people,
    invitations,
    bulkInvitations,
    announcedLinkList,
    announcedLinks,
    unlocking,
    appointments,
    deputies,
    naming,
  ),
  ...operationsOf({ exportStaffList, exportRoleList, exportDepartmentList, exportSystemList }),
  ...lists,
];
