import "server-only";
import type { HandoverEvent } from "@/lib/domain/handover/courses";
import { daysAfter, yearsAfter } from "@/lib/domain/shared/day";
import { eventOf, keepsPost, keptBeside, only, type Query, reasonName, reasonsIn } from "@/lib/features/handover/choices/parts";
import { type FoundHandover, readHandover } from "@/lib/features/handover/page-facts/queries";
import { deputyshipView, effectTexts, keptPostView, namedText, postView, sheetView } from "@/lib/features/handover/page-view/parts";
import { plannedTitle } from "@/lib/features/handover/plans/texts";
import type { HandoverView } from "@/lib/features/handover/record/view";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import { HANDOVER_WORDS } from "@/lib/labels/handover-words";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { sentForm, wasRefused } from "@/lib/server/use-cases/page-form";
import { isStorable } from "@/lib/validation/storable";

/** Reasons have lines and are bounded where they are decided; everything else is short. */
const isReadable = (name: string, value: string): boolean => isStorable(value) && (value.length <= 1000 || name.startsWith(reasonName("")));

/** What the page is asked for: by the form that was sent to it, or by its address. */
const askedOf = (entered: Query): Record<string, string[]> =>
  Object.fromEntries(Object.entries(sentForm() ?? entered).map(([name, values]) => [name, [values ?? []].flat().filter((value) => isReadable(name, value))]));

/** Whether roles change and nothing else has to be said: no successor, and no sheet. */
const leavesNoChoice = ({ planned }: FoundHandover, query: Query): boolean =>
  eventOf(query) === "roles" && planned !== null && planned.plan.sheets.length === 0 && planned.plan.posts.every(({ change }) => change !== "givenUp");

const postsOf = ({ person, planned, candidates }: FoundHandover, query: Query): HandoverView["posts"] => {
  const event = eventOf(query);
  const mayKeep = event === "move" || event === "absence";
  const open = new Map((planned?.plan.kept.posts ?? []).map((post) => [appointmentKey(post), post]));
  const keeping = mayKeep ? person.appointments.filter((post) => keepsPost(query, person, post)) : [];
  const kept = keeping.map((post) => keptPostView(post, open.get(appointmentKey(post)) ?? null, candidates));
  const deputyships = (planned?.plan.deputyships ?? []).map((one) => deputyshipView(one, event));
  return [...(planned?.plan.posts ?? []).map((post) => postView(post, candidates, mayKeep)), ...kept, ...deputyships];
};

/** What the step of choosing has controls for, beside the sheets. */
const choosingControls = (event: HandoverEvent, { posts, searchable }: Pick<HandoverView, "posts" | "searchable">): string[] => [
  "on",
  ...(event === "move" ? ["department"] : []),
  ...(posts.length > 0 && searchable ? ["q"] : []),
  ...posts.flatMap(({ select }) => select?.name ?? []),
];

/** Until when the handover can be undone; what ends with a leaver's account does not come back (ADR 0016). */
function undoText(event: HandoverEvent, effectiveOn: string | null): string {
  if (effectiveOn !== null) return `${dayWithWeekday(daysAfter(effectiveOn, -1))}${UNDONE_UNTIL["people.planHandover"]}`;
  const ended = event === "leave" ? "復職を登録しても、パスワードとリンクは戻りません。" : "";
  return `${UNDONE_UNTIL["people.handOver"]}${ended}`;
}

/**
 * The handover of a person: what is open with its choices, and once they are chosen (`step=confirm`), what they lead to. A role
 * that leaves nothing to choose begins there, unless the choices are asked for (`step=choose`), as for another day.
 */
export async function loadHandover(personId: string, entered: Query): Promise<HandoverView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const asked = askedOf(entered);
  const found = valueOrPage(await readHandover(visitor, { personId, query: asked }, now));
  const { person, planned, problem, body, query, on, before } = found;
  const today = calendarDate(now);
  const effectiveOn = on > today ? on : null;
  const event = eventOf(query);
  const step = only(query, "step");
  const confirming = body !== null && (step === "confirm" || (step === undefined && leavesNoChoice(found, query)));
  const typed = reasonsIn(asked);
  const sheets = (planned?.plan.sheets ?? []).map((sheet) => sheetView(sheet, typed.get(sheet.id) ?? found.reasons.get(sheet.id)));
  const posts = postsOf(found, query);
  const searchable = person.appointments.length > 0 && event !== "roles" ? true : (planned?.plan.posts ?? []).some(({ change }) => change === "givenUp");
  // A step keeps all that was chosen and that it has no control for, also where nothing can be planned.
  const controls = confirming ? sheets.flatMap(({ reason }) => reason?.name ?? []) : choosingControls(event, { posts, searchable });
  const own = new Set([...controls, ...sheets.flatMap(({ name, courses }) => (courses.length > 0 ? [name] : []))]);
  return {
    title: `引継ぎ　${inSentence(person.name)}さんの${HANDOVER_WORDS[event]}`,
    ...{ name: person.name, personId, personHref: `/operator/people/${personId}`, problem, body },
    note: event === "move" && planned ? sentence`${person.departmentName} → ${planned.plan.departmentName ?? ""}` : person.departmentName,
    step: confirming ? "confirm" : "choose",
    ...{ asked: sentForm() !== null, restored: !confirming && only(query, "restored") === "1" },
    turn: step === undefined || (confirming && wasRefused()) ? null : now.getTime(),
    kept: keptBeside(query, (name) => own.has(name)),
    department: event === "move" ? { options: [{ value: "", label: "選んでください" }, ...found.departments], value: only(query, "department") ?? "" } : null,
    day: { value: on, first: today, last: yearsAfter(today, 1) },
    effectiveOn,
    effectsTitle: effectiveOn === null ? "決めると、こうなります" : `${dayWithWeekday(effectiveOn)}の0時に、こうなります`,
    replaces: before === null ? null : `${plannedTitle(before)}の予定（${dayWithWeekday(before.effectiveOn)}）は、決めるとこの引継ぎに代わります。`,
    search: only(query, "q") ?? "",
    searchable,
    posts,
    sheets,
    named: planned === null ? null : namedText(planned.plan.kept),
    effects: planned === null ? [] : effectTexts(planned.plan),
    undoText: undoText(event, effectiveOn),
    button: effectiveOn !== null ? "この引継ぎを予定する" : event === "leave" ? "退職を登録し、この引継ぎを決める" : "この引継ぎを決める",
  };
}
