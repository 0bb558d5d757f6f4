import "server-only";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { addOperator } from "@/lib/features/admin/operators/commands";
import { operatorState } from "@/lib/features/admin/operators/parts";
import { listSectors, platformOperator } from "@/lib/features/admin/operators/queries";
import { ofPlatform } from "@/lib/features/admin/record/record";
import { FIRST_ROLES } from "@/lib/features/admin/record/schema";
import type { NewOperatorView, OperatorView } from "@/lib/features/admin/record/view";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { ROLE_WORDS } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { reading } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

const PLATFORM = { label: "ポータルの管理", href: "/admin" } as const;
/** More sectors than any portal has. */
const EVERY = { page: 1, perPage: 2_000 } as const;

export async function sectorOptions(visitor: Visitor, now: Date): Promise<OperatorView["sectorOptions"]> {
  const sectors = valueOrPage(await listSectors(visitor, EVERY, now)).items;
  return sectors.map(({ id, name }) => ({ value: id, label: name }));
}

const enterNew = reading({ of: addOperator, takesOut: { no: "reads nothing" }, on: ofPlatform("operator"), run: () => Promise.resolve(granted(null)) });

/** The form that registers an operator. */
export async function loadNewOperator(): Promise<NewOperatorView> {
  const visitor = await requireVisitor();
  const now = new Date();
  valueOrPage(await enterNew(visitor, {}, now));
  return { steps: [PLATFORM, { label: "事業者を登録する" }], sectorOptions: await sectorOptions(visitor, now) };
}

/** One operator with the forms that change it. */
export async function loadOperator(operatorId: string): Promise<OperatorView> {
  const visitor = await requireVisitor();
  const now = new Date();
  if (!isIdentifier(operatorId)) valueOrPage(refused(NOT_FOUND));
  const found = valueOrPage(await platformOperator(visitor, { operatorId }, now));
  const { id, name, sectorId, sectorName, stoppedAt, use } = found;
  const state = operatorState(found);
  return {
    steps: [PLATFORM, { label: name }],
    ...{ id, name, sectorId, state },
    facts: [
      { term: "分野", description: sectorName },
      { term: "人", description: `${use.people}人（うちサインインできる人 ${use.begun}人）` },
      { term: "状態", description: stoppedAt === null ? state.text : `${state.text}（${dateTimeText(new Date(stoppedAt))}から）` },
    ],
    sectorOptions: await sectorOptions(visitor, now),
    ...{ sectorOpen: !use.bound, stopped: stoppedAt !== null, begun: use.begun > 0 },
    roleOptions: FIRST_ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] })),
  };
}
