import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { wordingOfSector } from "@/lib/features/guidelines/wording/queries";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import { departmentListPage, roleListPage, systemListPage } from "@/lib/features/organisation/list-page/texts";
import type { ListPageView } from "@/lib/features/organisation/list-page/view";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { readKinds } from "@/lib/features/organisation/system-kinds/queries";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { askedBy } from "@/lib/labels/printed-places";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";

/** Each checks that the visitor may import the list. */
const enterRoles = reading({
  of: importRoleList,
  takesOut: { no: "which columns a list has" },
  on: ofOwnOperator("people"),
  run: ({ visitor }) => Promise.resolve(granted(roleListPage(askedBy(wordingOfSector(visitor.actor.sector ?? null).separation)))),
});
const enterDepartments = reading({
  of: importDepartmentList,
  takesOut: { no: "which columns a list has" },
  on: ofOwnOperator("department"),
  run: () => Promise.resolve(granted(departmentListPage())),
});
const enterSystems = reading({
  of: importSystemList,
  takesOut: { no: "which columns a list has, and the kinds of systems" },
  on: ofOwnOperator("system"),
  run: async ({ transaction, subject: { operatorId } }) => granted(systemListPage((await readKinds(transaction, operatorId)).map(({ name }) => name))),
});

export const loadRoleList = async (): Promise<ListPageView> => valueOrPage(await enterRoles(await requireVisitor(), {}, new Date()));

export const loadDepartmentList = async (): Promise<ListPageView> => valueOrPage(await enterDepartments(await requireVisitor(), {}, new Date()));

export const loadSystemList = async (): Promise<ListPageView> => valueOrPage(await enterSystems(await requireVisitor(), {}, new Date()));
