import "server-only";
import { z } from "zod";
import { granted } from "@/lib/domain/shared/result";
import { readCandidates } from "@/lib/features/handover/candidates/queries";
import { askedIn, eventOf, keepsPost, only, type Query, reasonName } from "@/lib/features/handover/choices/parts";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { effectTexts, keptPostView, postView, sheetView } from "@/lib/features/handover/page-view/parts";
import { type PlannedHandover, planHandover } from "@/lib/features/handover/planning/queries";
import { type HandoverBody, handoverBody } from "@/lib/features/handover/record/schema";
import type { ChoiceView, HandoverView } from "@/lib/features/handover/record/view";
import { somebody } from "@/lib/features/organisation/people/record";
import type { Person } from "@/lib/features/organisation/record/schema";
import { HANDOVER_WORDS } from "@/lib/labels/handover-words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Transaction } from "@/lib/server/database/client";
import { reading } from "@/lib/server/use-cases/use-case";
import { isStorable } from "@/lib/validation/storable";

interface Found {
  readonly person: Person;
  readonly departments: readonly ChoiceView[];
  readonly candidates: readonly ChoiceView[];
  readonly body: HandoverBody | null;
  readonly planned: PlannedHandover | null;
  readonly problem: HandoverView["problem"];
}

const TO_CHOOSE = { message: "移る先の部署を選んでください。", details: [] } as const;

type Subject = Person & { readonly operatorId: string };

/** The plan of what the address asks for; where that cannot be taken, why, with the plan of the defaults if there is one. */
async function planOf(transaction: Transaction, person: Subject, query: Query, now: Date): Promise<Pick<Found, "body" | "planned" | "problem">> {
  const parsed = handoverBody.safeParse(askedIn(query, person));
  if (!parsed.success)
    return { body: null, planned: null, problem: { message: "選んだ内容を確かめてください。", details: parsed.error.issues.map(({ message }) => message) } };
  if (parsed.data.event === "move" && !parsed.data.departmentId)
    return { body: null, planned: null, problem: only(query, "step") === undefined ? null : TO_CHOOSE };
  const planned = await planHandover(transaction, person, parsed.data, now);
  if (planned.ok) return { body: { ...parsed.data, hash: planned.value.plan.hash }, planned: planned.value, problem: null };
  const { detail, fields = [] } = planned.refusal;
  const withoutReasons = parsed.data.sheets.filter(({ course, reason }) => course !== "withdraw" || reason);
  const withDefaults = await planHandover(transaction, person, { ...parsed.data, sheets: withoutReasons }, now);
  return { body: null, planned: withDefaults.ok ? withDefaults.value : null, problem: { message: detail, details: fields.map(({ message }) => message) } };
}

const readHandover = reading({
  of: handOver,
  on: somebody.seen,
  input: z.object({ query: z.record(z.string(), z.array(z.string())) }),
  async run({ transaction, subject: person, input: { query }, now }) {
    const { operatorId } = person;
    const departments = await transaction.department.findMany({
      where: { operatorId, retiredAt: null, id: { not: person.departmentId } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    });
    const planned = await planOf(transaction, person, query, now);
    const chosen = planned.body?.successors.map(({ personId }) => personId) ?? [];
    return granted({
      ...{ person, ...planned },
      departments: departments.map(({ id, name }): ChoiceView => ({ value: id, label: name })),
      candidates: await readCandidates(transaction, operatorId, person, { search: only(query, "q")?.trim() ?? "", chosen }),
    } satisfies Found);
  },
});

const addressOf = (personId: string): string => `/operator/people/${personId}/handover`;

function againHref(personId: string, query: Query): string {
  const entries = Object.entries(query).flatMap(([name, values]) => [values ?? []].flat().map((value): [string, string] => [name, value]));
  return `${addressOf(personId)}?${new URLSearchParams(entries.filter(([name]) => name !== "step")).toString()}`;
}

const postsOf = ({ person, planned, candidates }: Found, query: Query): HandoverView["posts"] => {
  const event = eventOf(query);
  const mayKeep = event === "move" || event === "absence";
  const kept = mayKeep ? person.appointments.filter((post) => keepsPost(query, person, post)).map((post) => keptPostView(post, candidates)) : [];
  return [...(planned?.plan.posts ?? []).map((post) => postView(post, candidates, mayKeep)), ...kept];
};

/** The handover of a person: what is open with its choices, and once they are chosen (`step=confirm`), what they lead to. */
export async function loadHandover(personId: string, entered: Query): Promise<HandoverView> {
  const visitor = await requireVisitor();
  const query = Object.fromEntries(
    Object.entries(entered).map(([name, values]) => [name, [values ?? []].flat().filter((value) => isStorable(value) && value.length <= 1000)]),
  );
  const found = valueOrPage(await readHandover(visitor, { personId, query }, new Date()));
  const { person, planned, problem, body } = found;
  const event = eventOf(query);
  const confirming = only(query, "step") === "confirm" && body !== null;
  const kept = event === "roles" ? [query["appointment"] ?? []].flat().map((value) => ({ name: "appointment", value })) : [];
  return {
    title: `引継ぎ　${person.name}さんの${HANDOVER_WORDS[event]}`,
    ...{ name: person.name, personId, personHref: `/operator/people/${personId}`, action: addressOf(personId), problem, body },
    note: event === "move" && planned ? `${person.departmentName} → ${planned.plan.departmentName ?? ""}` : person.departmentName,
    step: confirming ? "confirm" : "choose",
    kept: [{ name: "event", value: event }, ...kept],
    department: event === "move" ? { options: [{ value: "", label: "選んでください" }, ...found.departments], value: only(query, "department") ?? "" } : null,
    search: only(query, "q") ?? "",
    searchable: person.appointments.length > 0 && event !== "roles" ? true : (planned?.plan.posts ?? []).some(({ change }) => change === "givenUp"),
    posts: postsOf(found, query),
    sheets: (planned?.plan.sheets ?? []).map((sheet) => sheetView(sheet, only(query, reasonName(sheet.id)))),
    effects: planned === null ? [] : effectTexts(planned.plan),
    againHref: againHref(personId, query),
    button: event === "leave" ? "退職を登録し、この引継ぎを決める" : "この引継ぎを決める",
  };
}
