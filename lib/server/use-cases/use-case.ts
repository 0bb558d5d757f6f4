import "server-only";
import { z } from "zod";
import "@/lib/validation/japanese-messages";
import { capacityOfAll, representedPost } from "@/lib/domain/access/capacity";
import { type Action, type Capacities, decideAll, type Target } from "@/lib/domain/access/permission";
import { type CarryingRefusal, NOT_FOUND, type Refusal, type RefusalCode } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { denied, deniedWith } from "@/lib/labels/permission-words";
import { type AuditedAction, auditedTransaction, type Noted, type Part, refusedIn, rightsTaken, type Way } from "@/lib/server/audit/audited-transaction";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import type { Scope, Visitor } from "@/lib/server/scope/scope";
import { operationOf, type Route } from "@/lib/server/use-cases/api-route";
import { type Asked, type Carried, type Carrying, type Exact, type Named, type NotYet, paramsOf, partOf, type Refusing } from "@/lib/server/use-cases/checked";
import type { Declaration, WayBack } from "@/lib/server/use-cases/declaration";
import { enter } from "@/lib/server/use-cases/entering";
import type { Invariant } from "@/lib/server/use-cases/invariant";
import { type Answer, type CurrentByCode, type Download, type Method, none, type Upload } from "@/lib/server/use-cases/operation";
import { lockPeople, type PeopleLock } from "@/lib/server/use-cases/people-lock";
import { entryName, leavesEntry, leavesNone, type TakesOut, takenOutBy } from "@/lib/server/use-cases/takes-out";

/** The visitor and the time of a request. */
export interface Asking {
  readonly visitor: Visitor;
  readonly now: Date;
}

/**
 * The subject of a use case: its parameters in the address or, for several subjects, in the input; how it is found and
 * locked; and what the permission rules see of it. A missing subject and another operator's subject get the same response.
 */
export interface On<Params extends z.ZodObject, Found, Input = unknown> {
  readonly params: Params;
  /** The target of the audit entry: `cycle/…`. */
  place(params: z.output<Params>, asking: Asking): string;
  find(transaction: Transaction, params: z.output<Params>, asking: Asking, input: Input): Promise<Found | null>;
  /** For several subjects, one target each: the rule has to allow all of them. */
  target(found: Found, asking: Asking): Target | readonly Target[];
  /** For work in another scope (the platform's for one operator). The rule decides on `target`; `scope` is read in the visitor's own, null if not found. */
  readonly enters?: { readonly target: Target; scope(transaction: Transaction, params: z.output<Params>, asking: Asking): Promise<Scope | null> };
  /** Where the input names it, not the address: what is named may not be there. */
  readonly namedInInput?: true;
  /**
   * The lock of the operator's people, taken before the subject is found. It is declared, never taken in `find` or `run`: so it comes
   * first in the lock order. A query that waits for it sees what is there once it holds it, not what was there when it began.
   */
  readonly people?: PeopleLock;
  readonly invariant?: Invariant<Found>;
}

/** What `run` gets. The subject is found and locked as its `On` declares, and the rule has allowed the visitor. */
export interface Context<Found, Input, Prepared = undefined> extends Asking {
  readonly transaction: Transaction;
  readonly subject: Found;
  readonly input: Input;
  /** The result of `prepare`. */
  readonly prepared: Prepared;
  /** The capacity in which the visitor acts on each target of the subject, in their order. */
  readonly capacities: Capacities;
  /** The person's id, for rows that record who acted. */
  readonly by: string;
  /** Adds details to the audit entry that are known only now. */
  addDetail(detail: Prisma.InputJsonObject): void;
  /** Keeps in the audit entry what changed, before and after; nothing if nothing did (null), and nothing in the entry of a refusal. */
  keepChange(change: Noted["change"]): void;
  /** Says that a further rule allowed it, for each target, and in which capacity: the entry and the event say that one. */
  actsAs(capacities: Capacities): Promise<void>;
  /** Sets the target of the audit entry to the created object. */
  made(place: string): void;
  /** Adds parts of a bulk action: each gets its own audit entry too, under another use case's name if that is what happened to it. */
  each(parts: readonly Part[]): void;
  /** The uploaded file, if the use case takes one. */
  readonly file: Uint8Array;
}

interface Declared<
  Params extends z.ZodObject,
  Found,
  Input extends z.ZodObject,
  Output extends z.ZodType | Download,
  Value,
  Prepared = undefined,
  Code extends RefusalCode = RefusalCode,
  Ran = unknown,
> {
  /** `cycle.approve`: its name in the audit trail, in events and in measurements. */
  readonly name: string;
  /** The permission rule; default: the one of the same name. */
  readonly may?: Action;
  /** Absent: only other code and forms call it. */
  readonly api?: Route;
  readonly on: On<Params, Found, z.output<Input>>;
  /** The body, or the query of a GET. */
  readonly input?: Input;
  /** The body is a file; other callers pass it as `file`. */
  readonly upload?: Upload;
  /** The output: a JSON schema, `z.null()` for none, or the media type of a file. */
  readonly output: Output;
  /** The part of the input that narrows the target for the rule: the department that is asked for. */
  narrows?(input: z.output<Input>, asking: Asking): Pick<Target, "departmentId">;
  /** Slow work before the transaction, within what the visitor may see: hashing, or long computations. Its refusals count as those of `run`. */
  prepare?(input: z.output<Input>, asking: Asking, params: z.output<Params>): Promise<Result<Prepared, Refusal<Code>>>;
  run(context: Context<Found, z.output<Input>, Prepared>): Promise<Result<Value, CarryingRefusal<Code>>> & Ran;
}

interface DeclaredCommand<
  Params extends z.ZodObject,
  Found,
  Input extends z.ZodObject,
  Output extends z.ZodType | Download,
  Value,
  Prepared,
  Code extends RefusalCode,
  Ran,
> extends Declared<Params, Found, Input, Output, Value, Prepared, Code, Ran> {
  readonly wayBack: WayBack;
  /** The input fields that the audit entry keeps. */
  readonly keeps?: readonly (keyof z.output<Input> & string)[];
  /** `history`: the use case keeps its own history (answers, ADR 0011), and only refusals are audited. */
  readonly audit?: "row" | "history";
  /** The visitor may lose rights by it, so they are checked at the beginning and again once the subject is locked, but not at the end. */
  readonly takesOwnRights?: true;
}

/** A use case. Calling it does what it declares for the visitor, in one transaction. */
export interface UseCase<Asked, Value> {
  (visitor: Visitor, given: Asked, now: Date): Promise<Result<Value, Refusal>>;
  readonly declaration: Declaration;
}

const route =
  (method: Method) =>
  (path: string, id: string, tag: string, summary: string, status?: Route["status"]): Route => ({ method, path, id, tag, summary, ...(status && { status }) });

export const get = route("GET");
export const post = route("POST");
export const put = route("PUT");
export const patch = route("PATCH");
export const del = route("DELETE");

const NO_FILE = new Uint8Array();

/** Properties of a use case in addition to its declaration. */
type Known = Pick<Declaration, "kind" | "wayBack" | "audit" | "takesOut" | "oneSnapshot"> & {
  readonly keeps: readonly string[];
  readonly takesOwnRights: boolean;
  /** The name of the entry, where it is not that of the use case. */
  readonly readAs?: string;
  readonly refuses: readonly RefusalCode[];
};

function declare<Params extends z.ZodObject, Found, Input extends z.ZodObject, Output extends z.ZodType | Download, Value, Prepared>(
  declared: Declared<Params, Found, Input, Output, Value, Prepared> & Carrying<CurrentByCode>,
  { keeps, takesOwnRights, readAs, refuses, ...known }: Known,
  way: Way,
): UseCase<Asked<Params, Input>, Value> {
  const { name, on, run, may = name as Action, input = none } = declared;
  const { takesOut, oneSnapshot } = known;
  const takesNothing = leavesNone<Found, z.output<Input>>(takesOut);
  const perform = async (visitor: Visitor, given: Asked<Params, Input>, now: Date): Promise<Result<Value, Refusal>> => {
    const params = paramsOf(on.params, given) as z.output<Params>;
    const sent = partOf(input, given) as z.output<Input>;
    const detail = Object.fromEntries(Object.entries(sent).filter(([key, value]) => keeps.includes(key) && value !== undefined)) as Prisma.InputJsonObject;
    const audited: AuditedAction = { action: name, target: on.place(params, { visitor, now }), detail, oneSnapshot, ...(readAs && { readAs }) };
    const decideOn = (targets: readonly Target[]): Result<Capacities, Refusal> => {
      const narrowed = declared.narrows?.(sent, { visitor, now });
      const decision = decideAll(
        visitor.actor,
        may,
        targets.map((target) => ({ ...target, ...narrowed })),
      );
      return decision.ok ? decision : refused(denied(may, decision.refusal));
    };
    const prepared = (await declared.prepare?.(sent, { visitor, now }, params)) ?? granted(undefined as Prepared);
    const acting = on.enters ? await enter(on.enters, visitor, params, audited, now, decideOn) : granted(visitor);
    if (!acting.ok) return acting;
    const asking = { visitor: acting.value, now };
    return auditedTransaction(way, asking.visitor, audited, now, async (transaction, noted) => {
      if (on.people) await lockPeople(transaction, asking.visitor, on.people);
      const subject = await on.find(transaction, params, asking, sent);
      if (subject === null) return refused(NOT_FOUND);
      const decided = decideOn([on.target(subject, asking)].flat());
      // A role that was taken meanwhile is the reason to give, not what the subject now asks for.
      const taken = !decided.ok && known.kind === "command" ? await rightsTaken(transaction, asking.visitor, now) : null;
      if (!decided.ok) return taken ? refused(taken) : decided;
      if (!prepared.ok) return prepared;
      const actsAs = async (capacities: Capacities) => {
        const before = noted.capacity && representedPost(noted.capacity);
        noted.capacity = capacityOfAll(...capacities);
        const represented = representedPost(noted.capacity);
        if (represented !== before) await represent(transaction, represented);
      };
      if (known.kind === "command") await actsAs(decided.value);
      noted.withoutEntry = takesNothing?.(subject, asking, sent) ?? false;
      const withdrawn = takesOwnRights ? await rightsTaken(transaction, asking.visitor, now) : null;
      if (withdrawn) return refused(withdrawn);
      const result = await run({
        ...{ ...asking, transaction, subject, input: sent, prepared: prepared.value, capacities: decided.value, by: visitor.actor.personId },
        actsAs,
        addDetail: (added) => void (noted.detail = { ...noted.detail, ...added }),
        keepChange: (change) => void (noted.change = change),
        made: (place) => void (noted.target = place),
        each: (parts) => void (noted.each = [...noted.each, ...parts]),
        file: (given as { readonly file?: Uint8Array }).file ?? NO_FILE,
      });
      const unheld = result.ok ? ((await on.invariant?.broken(transaction, subject)) ?? null) : null;
      return unheld ? refused(unheld) : result;
    });
  };
  const looksUp = [...(on.namedInInput ? [NOT_FOUND.code] : []), ...(on.invariant?.refuses ?? [])];
  const codes = new Set([...deniedWith(may), ...refusedIn(way), ...looksUp, ...refuses]);
  const operation = operationOf({ ...declared, input }, [...codes], perform);
  return Object.assign(perform, { declaration: { ...known, name, may, operation, people: on.people ?? null, params: on.params, input } });
}

/** Says to the transaction which post the visitor represents as its deputy, if any: what it writes into a history says so (`portal_represented`). */
const represent = (transaction: Transaction, post: string | null) => transaction.$executeRaw`SELECT set_config('app.represented', ${post ?? ""}, true)`;

/**
 * Declares a change. One transaction finds and locks the subject, asks the rule, runs `run`, and writes the audit entry and
 * the event; a refusal leaves only its audit entry.
 */
export const command = <
  Params extends z.ZodObject,
  Found,
  Output extends z.ZodType | Download,
  Value extends Answer<Output>,
  Input extends z.ZodObject = typeof none,
  Prepared = undefined,
  Given extends RefusalCode = never,
  Code extends RefusalCode = never,
  Ran = NotYet,
  Current extends CurrentByCode = Record<never, never>,
>(
  declared: DeclaredCommand<Params, Found, Input, Output, Value, Prepared, Given, Ran> &
    Refusing<Code> &
    Carrying<Current> &
    Exact<Value, Output> &
    Named<Given, Code, Ran> &
    Carried<Ran, Current>,
): UseCase<Asked<Params, Input>, Value> => {
  const { wayBack, keeps = [], audit = "row", takesOwnRights = false, refuses = [] } = declared;
  const way = audit === "history" ? "ownHistory" : takesOwnRights ? "changeOfRights" : "change";
  return declare(declared, { kind: "command", wayBack, audit, takesOut: null, keeps, takesOwnRights, oneSnapshot: false, refuses }, way);
};

const READS: Omit<Known, "takesOut"> = { kind: "query", wayBack: null, audit: "refusals", keeps: [], takesOwnRights: false, oneSnapshot: true, refuses: [] };

/** Declares a query: like a change, but all that it reads is of one moment (unless it locks people), and it is audited only if it takes data out; refusals always are. */
export const query = <
  Params extends z.ZodObject,
  Found,
  Output extends z.ZodType | Download,
  Value extends Answer<Output>,
  Input extends z.ZodObject = typeof none,
  Prepared = undefined,
  Given extends RefusalCode = never,
  Code extends RefusalCode = never,
  Ran = NotYet,
  Current extends CurrentByCode = Record<never, never>,
>(
  declared: Declared<Params, Found, Input, Output, Value, Prepared, Given, Ran> & { readonly takesOut: TakesOut<Found, z.output<Input>> } & Refusing<Code> &
    Carrying<Current> &
    Exact<Value, Output> &
    Named<Given, Code, Ran> &
    Carried<Ran, Current>,
): UseCase<Asked<Params, Input>, Value> => {
  const { takesOut, on, refuses = [] } = declared;
  return declare(declared, { ...READS, takesOut, oneSnapshot: !on.people, refuses }, leavesEntry(takesOut) ? "takingOut" : "reading");
};

/** What a page reads for a use case: its content, or what a visitor has to see before running it. */
interface DeclaredReading<Params extends z.ZodObject, Found, Input extends z.ZodObject, Value>
  extends Pick<Declared<Params, Found, Input, z.ZodType, Value>, "may" | "on" | "input" | "narrows" | "prepare" | "run"> {
  /** The use case whose rule decides, and whose name a refusal has in the audit trail. */
  readonly of: UseCase<never, unknown>;
  /** Default: as a query that always does; a reading of anything else says it itself. */
  readonly takesOut?: TakesOut<Found, z.output<Input>>;
  /** The query whose name the entry has; a reading of a change needs one, because the change was not done. */
  readonly entry?: UseCase<never, unknown>;
}

/** Declares what a page reads for a use case, in the page's own shape; the API offers the use case itself. */
export const reading = <Params extends z.ZodObject, Found, Value, Input extends z.ZodObject = typeof none>({
  of: { declaration },
  takesOut = takenOutBy(declaration) as TakesOut<Found, z.output<Input>>,
  entry,
  ...declared
}: DeclaredReading<Params, Found, Input, Value>): UseCase<Asked<Params, Input>, Value> => {
  const known: Known = { ...READS, kind: "reading", takesOut, readAs: entryName(declaration, takesOut, entry?.declaration) };
  return declare({ may: declaration.may, ...declared, name: declaration.name, output: z.unknown() }, known, leavesEntry(takesOut) ? "takingOut" : "reading");
};

/** The subject of use cases that list or create objects of the visitor's own operator. The rules refuse a visitor without an operator. */
export const ofOwnOperator = (place: string): On<typeof none, { readonly operatorId: string }> => ({
  params: none,
  place: () => place,
  find: (_transaction, _params, { visitor }) => Promise.resolve({ operatorId: visitor.actor.operatorId ?? "" }),
  target: ({ operatorId }) => ({ operatorId }),
});
