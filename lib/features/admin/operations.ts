import { randomUUID } from "node:crypto";
import { z } from "zod";
import { invitation } from "@/lib/features/organisation/record/schema";
import { pageQuery } from "@/lib/validation/paging";
import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { readHealth } from "@/lib/features/admin/health/queries";
import { listAudit, listLooks } from "@/lib/features/admin/audit/queries";
import { inviteAdministrator, inviteOfficer, listAdministrators, listOfficers, suspendAdministrator, suspendOfficer } from "@/lib/features/admin/offices/commands";
import { recoverCiso } from "@/lib/features/admin/recovery/commands";
import { addOperator, listOperators, listSectors, readOperator } from "@/lib/features/admin/operators/commands";
import { unlockOffice } from "@/lib/features/admin/unlocking/commands";
import * as schema from "@/lib/features/admin/record/schema";
import { type Operation, operation } from "@/lib/server/use-cases/operation";

const OPERATORS = { tag: "事業者" } as const;
const PLATFORM = { tag: "ポータルの管理" } as const;
const LOGS = { tag: "記録" } as const;

export const platformOperations: readonly Operation[] = [
  operation({
    ...OPERATORS, id: "listSectors", method: "GET", path: "/sectors", summary: "分野の一覧", status: 200,
    query: pageQuery, response: schema.sectorPage,
    handle: ({ visitor, now }, { query }) => listSectors(visitor, query, now),
  }),
  operation({
    ...OPERATORS, id: "listOperators", method: "GET", path: "/operators", summary: "見られる事業者の一覧", status: 200,
    query: schema.operatorsQuery, response: schema.operatorPage,
    handle: ({ visitor, now }, { query }) => listOperators(visitor, query, now),
  }),
  operation({
    ...OPERATORS, id: "addOperator", method: "POST", path: "/operators", summary: "事業者を登録する", status: 201,
    body: schema.operatorBody, response: schema.operator,
    handle: ({ visitor, now }, { body }) => addOperator(visitor, randomUUID(), body, now),
  }),
  operation({
    ...OPERATORS, id: "readOperator", method: "GET", path: "/operators/{operatorId}", summary: "一つの事業者", status: 200,
    params: schema.operatorParams, response: schema.operator,
    handle: ({ visitor, now }, { params }) => readOperator(visitor, params.operatorId, now),
  }),
  operation({
    ...OPERATORS, id: "addFirstAccount", method: "POST", path: "/operators/{operatorId}/first-account", summary: "事業者の最初のアカウントを作る", status: 201,
    params: schema.operatorParams, body: schema.firstAccountBody, response: invitation,
    handle: ({ visitor, now }, { params, body }) => addFirstAccount(visitor, params.operatorId, body, now),
  }),
  operation({
    ...OPERATORS, id: "recoverCiso", method: "POST", path: "/operators/{operatorId}/ciso-recovery", summary: "ただ一人のCISOがパスワードを決め直すリンクを作る（24時間後から使える。事業者に知らせる）", status: 201,
    params: schema.operatorParams, body: schema.recoveryBody, response: schema.recovery,
    handle: ({ visitor, now }, { params, body }) => recoverCiso(visitor, params.operatorId, body, now),
  }),
  operation({
    ...PLATFORM, id: "readHealth", method: "GET", path: "/health", summary: "稼働の状態と取り込んだガイドライン", status: 200,
    response: schema.health,
    handle: ({ visitor, now }) => readHealth(visitor, now),
  }),
  operation({
    ...PLATFORM, id: "listMinistryOfficers", method: "GET", path: "/ministry-officers", summary: "所管省庁の担当者の一覧", status: 200,
    query: pageQuery, response: schema.officerPage,
    handle: ({ visitor, now }, { query }) => listOfficers(visitor, query, now),
  }),
  operation({
    ...PLATFORM, id: "inviteMinistryOfficer", method: "POST", path: "/ministry-officers", summary: "所管省庁の担当者のアカウントを作り、パスワードを決めるリンクを作る", status: 201,
    body: schema.officerBody, response: invitation,
    handle: ({ visitor, now }, { body }) => inviteOfficer(visitor, body, now),
  }),
  operation({
    ...PLATFORM, id: "suspendMinistryOfficer", method: "DELETE", path: "/ministry-officers/{accountId}", summary: "所管省庁の担当者のアカウントを停止する", status: 204,
    params: schema.accountParams, response: z.null(),
    handle: ({ visitor, now }, { params }) => suspendOfficer(visitor, params.accountId, now),
  }),
  operation({
    ...PLATFORM, id: "unlockMinistryOfficer", method: "POST", path: "/ministry-officers/{accountId}/unlock", summary: "所管省庁の担当者の、失敗が続いて止まったサインインを、また使えるようにする", status: 204,
    params: schema.accountParams, response: z.null(),
    handle: ({ visitor, now }, { params }) => unlockOffice(visitor, "ministryOfficer", params.accountId, now),
  }),
  operation({
    ...PLATFORM, id: "listPlatformAdministrators", method: "GET", path: "/platform-administrators", summary: "ポータル管理者の一覧", status: 200,
    query: pageQuery, response: schema.administratorPage,
    handle: ({ visitor, now }, { query }) => listAdministrators(visitor, query, now),
  }),
  operation({
    ...PLATFORM, id: "invitePlatformAdministrator", method: "POST", path: "/platform-administrators", summary: "ポータル管理者のアカウントを作り、パスワードを決めるリンクを作る", status: 201,
    body: schema.administratorBody, response: invitation,
    handle: ({ visitor, now }, { body }) => inviteAdministrator(visitor, body, now),
  }),
  operation({
    ...PLATFORM, id: "suspendPlatformAdministrator", method: "DELETE", path: "/platform-administrators/{accountId}", summary: "ポータル管理者のアカウントを停止する", status: 204,
    params: schema.accountParams, response: z.null(),
    handle: ({ visitor, now }, { params }) => suspendAdministrator(visitor, params.accountId, now),
  }),
  operation({
    ...PLATFORM, id: "unlockPlatformAdministrator", method: "POST", path: "/platform-administrators/{accountId}/unlock", summary: "ポータル管理者の、失敗が続いて止まったサインインを、また使えるようにする", status: 204,
    params: schema.accountParams, response: z.null(),
    handle: ({ visitor, now }, { params }) => unlockOffice(visitor, "platformAdministrator", params.accountId, now),
  }),
  operation({
    ...LOGS, id: "listAudit", method: "GET", path: "/audit", summary: "操作の記録", status: 200,
    query: pageQuery, response: schema.auditPage,
    handle: ({ visitor, now }, { query }) => listAudit(visitor, query, now),
  }),
  operation({
    ...LOGS, id: "listLooks", method: "GET", path: "/look-log", summary: "所管省庁が閲覧した記録", status: 200,
    query: pageQuery, response: schema.lookPage,
    handle: ({ visitor, now }, { query }) => listLooks(visitor, query, now),
  }),
];
