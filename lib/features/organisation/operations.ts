import { randomUUID } from "node:crypto";
import { z } from "zod";
import { listAnnouncedLinks, revokeAnnouncedLink } from "@/lib/features/organisation/announced-links/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { listPeople, readPersonFor } from "@/lib/features/organisation/people/queries";
import * as schema from "@/lib/features/organisation/record/schema";
import { STAFF_LIST_BYTES } from "@/lib/features/organisation/staff-file/csv";
import { importStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/commands";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { listDepartments, listSystems } from "@/lib/features/organisation/units/queries";
import { unlockPerson } from "@/lib/features/organisation/unlocking/commands";
import { type Operation, operation } from "@/lib/server/use-cases/operation";
import { pageQuery } from "@/lib/validation/paging";

const UNITS = { tag: "部署と重要システム" } as const;
const PEOPLE = { tag: "人" } as const;

const unitOperations: readonly Operation[] = [
  operation({
    ...UNITS,
    id: "listDepartments",
    method: "GET",
    path: "/departments",
    summary: "部署の一覧",
    status: 200,
    query: schema.unitsQuery,
    response: schema.departmentPage,
    handle: ({ visitor, now }, { query }) => listDepartments(visitor, query, now),
  }),
  operation({
    ...UNITS,
    id: "addDepartment",
    method: "POST",
    path: "/departments",
    summary: "部署を加える",
    status: 201,
    body: schema.departmentBody,
    response: schema.department,
    handle: ({ visitor, now }, { body }) => addDepartment(visitor, randomUUID(), body, now),
  }),
  operation({
    ...UNITS,
    id: "changeDepartment",
    method: "PATCH",
    path: "/departments/{departmentId}",
    summary: "部署の名前を直す・廃止する",
    status: 200,
    params: schema.departmentParams,
    body: schema.departmentPatch,
    response: schema.department,
    handle: ({ visitor, now }, { params, body }) => changeDepartment(visitor, params.departmentId, body, now),
  }),
  operation({
    ...UNITS,
    id: "listSystems",
    method: "GET",
    path: "/systems",
    summary: "重要システムの一覧",
    status: 200,
    query: schema.unitsQuery,
    response: schema.systemPage,
    handle: ({ visitor, now }, { query }) => listSystems(visitor, query, now),
  }),
  operation({
    ...UNITS,
    id: "addSystem",
    method: "POST",
    path: "/systems",
    summary: "重要システムを加える",
    status: 201,
    body: schema.systemBody,
    response: schema.system,
    handle: ({ visitor, now }, { body }) => addSystem(visitor, randomUUID(), body, now),
  }),
  operation({
    ...UNITS,
    id: "changeSystem",
    method: "PATCH",
    path: "/systems/{systemId}",
    summary: "重要システムを直す・廃止する",
    status: 200,
    params: schema.systemParams,
    body: schema.systemPatch,
    response: schema.system,
    handle: ({ visitor, now }, { params, body }) => changeSystem(visitor, params.systemId, body, now),
  }),
];

const peopleOperations: readonly Operation[] = [
  operation({
    ...PEOPLE,
    id: "listPeople",
    method: "GET",
    path: "/people",
    summary: "人の一覧",
    status: 200,
    query: schema.peopleQuery,
    response: schema.personPage,
    handle: ({ visitor, now }, { query }) => listPeople(visitor, query, now),
  }),
  operation({
    ...PEOPLE,
    id: "addPerson",
    method: "POST",
    path: "/people",
    summary: "人を加える",
    status: 201,
    body: schema.personBody,
    response: schema.person,
    handle: ({ visitor, now }, { body }) => addPerson(visitor, randomUUID(), body, now),
  }),
  operation({
    ...PEOPLE,
    id: "importPeople",
    method: "POST",
    path: "/people/import",
    summary: "名簿（CSV）を取り込む。dryRun=1 は変更を示すだけ",
    status: 200,
    query: schema.importQuery,
    body: { contentTypes: ["text/csv"], limit: STAFF_LIST_BYTES },
    response: schema.importOutcome,
    handle: ({ visitor, now }, { query, body }) => (query.dryRun === "1" ? previewStaffList : importStaffList)(visitor, body, now),
  }),
  operation({
    ...PEOPLE,
    id: "invitePeople",
    method: "POST",
    path: "/people/invitations",
    summary: "パスワードを決めていない人すべてのリンクを作る（一度に500人まで）",
    status: 201,
    body: schema.invitationsBody,
    response: schema.invitationList,
    handle: ({ visitor, now }, { body }) => inviteEverybody(visitor, body.after ?? null, now, body.onlyMissing),
  }),
  operation({
    ...PEOPLE,
    id: "readPerson",
    method: "GET",
    path: "/people/{personId}",
    summary: "一人の登録",
    status: 200,
    params: schema.personParams,
    response: schema.person,
    handle: ({ visitor, now }, { params }) => readPersonFor(visitor, params.personId, now),
  }),
  operation({
    ...PEOPLE,
    id: "changePerson",
    method: "PATCH",
    path: "/people/{personId}",
    summary: "人の登録を直す・退職を登録する",
    status: 200,
    params: schema.personParams,
    body: schema.personPatch,
    response: schema.person,
    handle: ({ visitor, now }, { params, body }) => changePerson(visitor, params.personId, body, now),
  }),
  operation({
    ...PEOPLE,
    id: "invitePerson",
    method: "POST",
    path: "/people/{personId}/invitation",
    summary: "パスワードを決めるリンクを作る",
    status: 201,
    params: schema.personParams,
    response: schema.invitation,
    handle: ({ visitor, now }, { params }) => invitePerson(visitor, params.personId, now),
  }),
  operation({
    ...PEOPLE,
    id: "listAnnouncedLinks",
    method: "GET",
    path: "/announced-links",
    summary: "ポータル管理者やコマンドラインが作った、まだ使えるリンクの一覧",
    status: 200,
    query: pageQuery,
    response: schema.announcedLinkPage,
    handle: ({ visitor, now }, { query }) => listAnnouncedLinks(visitor, query, now),
  }),
  operation({
    ...PEOPLE,
    id: "revokeAnnouncedLink",
    method: "DELETE",
    path: "/announced-links/{linkId}",
    summary: "そのリンクを取り消す",
    status: 204,
    params: schema.announcedLinkParams,
    response: z.null(),
    handle: ({ visitor, now }, { params }) => revokeAnnouncedLink(visitor, params.linkId, now),
  }),
  operation({
    ...PEOPLE,
    id: "unlockPerson",
    method: "POST",
    path: "/people/{personId}/unlock",
    summary: "失敗が続いて止まったサインインを、また使えるようにする",
    status: 204,
    params: schema.personParams,
    response: z.null(),
    handle: ({ visitor, now }, { params }) => unlockPerson(visitor, params.personId, now),
  }),
  operation({
    ...PEOPLE,
    id: "appointPerson",
    method: "PUT",
    path: "/people/{personId}/appointments",
    summary: "人の役割を決める",
    status: 200,
    params: schema.personParams,
    body: schema.appointmentsBody,
    response: schema.person,
    handle: ({ visitor, now }, { params, body }) => appoint(visitor, params.personId, body.appointments, now),
  }),
];

export const organisationOperations: readonly Operation[] = [...unitOperations, ...peopleOperations];
