import "server-only";
import { z } from "zod";
import "@/lib/validation/japanese-messages";
import type { Capacity } from "@/lib/domain/access/capacity";
import { type Action, decideAll, type Target } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { denied } from "@/lib/labels/permission-words";
import { type AuditedAction, auditedTransaction, type Part, rightsTaken, type Way } from "@/lib/server/audit/audited-transaction";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import type { Scope, Visitor } from "@/lib/server/scope/scope";
import type { Answer, Download, Method, Operation, Undeclared, Upload } from "@/lib/server/use-cases/operation";

/** Takes nothing besides what it acts on. */
export const none = z.strictObject({});

/** Where the API has a use case, and how its document calls it. */
export interface Route {
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly status?: 200 | 201 | 204;
}

/** Who asks and when, for what is found and done. */
export interface Asking {
  readonly visitor: Visitor;
  readonly now: Date;
}

/**
 * What a use case acts on: how it is named in an address or, where it is several, in the input; how it is found and locked; and
 * what the permission rules see of it. What is not found, and what another operator has, is answered alike.
 */
export interface On<Params extends z.ZodObject, Found, Input = unknown> {
  readonly params: Params;
  /** Its place in the audit trail: `cycle/…`. */
  place(params: z.output<Params>, asking: Asking): string;
  find(transaction: Transaction, params: z.output<Params>, asking: Asking, input: Input): Promise<Found | null>;
  /** Of several that are acted on at once, each: the rule has to allow all of them. */
  target(found: Found, asking: Asking): Target | readonly Target[];
  /**
   * Where it is done in another scope than the visitor's (the platform's work for one operator): the rule decides, and this gives
   * the scope, in the visitor's scope first; null where it is not found. Found, locked and done in the other one.
   */
  readonly enters?: { readonly target: Target; scope(transaction: Transaction, params: z.output<Params>, asking: Asking): Promise<Scope | null> };
  /** What holds whatever is done: why the change may not stand as it is now made. */
  invariant?(transaction: Transaction, found: Found): Promise<Refusal | null>;
}

/** What `run` is given: the subject is there, locked as its `On` says, and the visitor may. */
export interface Context<Found, Input, Prepared = undefined> extends Asking {
  readonly transaction: Transaction;
  readonly subject: Found;
  readonly input: Input;
  /** What `prepare` gave. */
  readonly prepared: Prepared;
  /** In which capacity the visitor does it: as oneself, or from a post. */
  readonly capacity: Capacity;
  /** The person who does it, for rows that keep who. */
  readonly by: string;
  /** Adds to the audit row what is known only now. */
  addDetail(detail: Prisma.InputJsonObject): void;
  /** The place of what was made: the audit row is about that. */
  made(place: string): void;
  /** All that was done to at once: each gets an audit row of its own beside the one of the whole, as another use case where that is what happened to each. */
  each(parts: readonly Part[]): void;
  /** The file that was sent, where the use case takes one. */
  readonly file: Uint8Array;
}

/** How somebody gets out of it again: another use case, a number or date that is confirmed before, or why neither is needed. */
export type WayBack = { readonly by: string } | { readonly confirmed: string } | { readonly none: string };

interface Declared<Params extends z.ZodObject, Found, Input extends z.ZodObject, Output extends z.ZodType | Download, Value, Prepared = undefined> {
  /** `cycle.approve`: its name in the audit trail, among the events and in measurements. */
  readonly name: string;
  /** The rule that decides who may; absent: the one with its name. */
  readonly may?: Action;
  /** Absent: only other code and forms do it. */
  readonly api?: Route;
  readonly on: On<Params, Found, z.output<Input>>;
  /** The body, or the query of a GET. */
  readonly input?: Input;
  /** The body is a file; called otherwise, it is given as `file`. */
  readonly upload?: Upload;
  /** What it gives: JSON by its schema, `z.null()` for nothing, or a file of this media type. */
  readonly output: Output;
  /** What of the input narrows the subject for the rule: the department that is asked for. */
  narrows?(input: z.output<Input>, asking: Asking): Pick<Target, "departmentId">;
  /**
   * Slow work before the transaction is opened, within what the visitor may see: hashing, or making ready what would take long in
   * the transaction of `run`. What it refuses is refused as by `run`.
   */
  prepare?(input: z.output<Input>, asking: Asking, params: z.output<Params>): Promise<Result<Prepared, Refusal>>;
  run(context: Context<Found, z.output<Input>, Prepared>): Promise<Result<Value, Refusal>>;
}

interface DeclaredCommand<Params extends z.ZodObject, Found, Input extends z.ZodObject, Output extends z.ZodType | Download, Value, Prepared>
  extends Declared<Params, Found, Input, Output, Value, Prepared> {
  readonly wayBack: WayBack;
  /** What of the input the audit row keeps. */
  readonly keeps?: readonly (keyof z.output<Input> & string)[];
  /** `history`: it keeps one of its own (answers, ADR 0011), and only refusals go to the audit trail. */
  readonly audit?: "row" | "history";
  /** The visitor may take their own rights with it: they are read when it begins and again once the subject is locked, and not when it is over. */
  readonly takesOwnRights?: true;
}

/** The fields of a schema; of one without any, nothing to be given. */
type Fields<Schema extends z.ZodObject> = keyof Schema["shape"] extends never ? unknown : z.output<Schema>;
type Given<Params extends z.ZodObject, Input extends z.ZodObject> = Fields<Params> & Fields<Input>;

/** What is known of a use case without doing it. */
export interface Declaration {
  /** `reading`: what a page reads for another use case, whose name it has. */
  readonly kind: "command" | "query" | "reading";
  readonly name: string;
  readonly may: Action;
  readonly wayBack: WayBack | null;
  readonly audit: "row" | "history" | "refusals";
  /** Null where the API does not have it. */
  readonly operation: Operation | null;
  readonly params: z.ZodObject;
  readonly input: z.ZodObject;
}

/** A use case: called, it does what was declared, for the visitor, in one transaction. */
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

/** A body comes with what may have one. */
const hasBody = (method: Method): boolean => method !== "GET" && method !== "DELETE";

type AnyDeclared = Declared<z.ZodObject, never, z.ZodObject, z.ZodType | Download, unknown, never>;

function operationOf<Asked>(
  { api, on, input = none, upload, output }: AnyDeclared,
  perform: (visitor: Visitor, given: Asked, now: Date) => Promise<Result<unknown, Refusal>>,
): Operation | null {
  if (!api) return null;
  const { status = 200, ...described } = api;
  const hasParams = Object.keys(on.params.shape).length > 0;
  return {
    ...described,
    status,
    response: output,
    ...(hasParams ? { params: on.params } : {}),
    query: api.method === "GET" ? input.strict() : none,
    ...(upload ? { bytes: upload } : hasBody(api.method) ? { body: input } : {}),
    handle: ({ visitor, now }, { params, query, body }) =>
      perform(visitor, { ...(params as object), ...(query as object), ...(upload ? { file: body } : (body as object)) } as Asked, now),
  };
}

const NO_FILE = new Uint8Array();

/** Cuts out of what was given the part that a schema names. */
const partOf = (schema: z.ZodObject, given: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.keys(schema.shape).flatMap((key) => (key in (given as object) ? [[key, (given as Record<string, unknown>)[key]]] : [])));

/** What is known of a use case beside what it declares. */
type Known = Pick<Declaration, "kind" | "wayBack" | "audit"> & { readonly keeps: readonly string[]; readonly takesOwnRights: boolean };

function declare<Params extends z.ZodObject, Found, Input extends z.ZodObject, Output extends z.ZodType | Download, Value, Prepared>(
  declared: Declared<Params, Found, Input, Output, Value, Prepared>,
  { keeps, takesOwnRights, ...known }: Known,
  way: Way,
): UseCase<Given<Params, Input>, Value> {
  const { name, on, run, may = name as Action, input = none } = declared;
  const perform = async (visitor: Visitor, given: Given<Params, Input>, now: Date): Promise<Result<Value, Refusal>> => {
    const params = partOf(on.params, given) as z.output<Params>;
    const sent = partOf(input, given) as z.output<Input>;
    const detail: Record<string, unknown> = Object.fromEntries(Object.entries(sent).filter(([key, value]) => keeps.includes(key) && value !== undefined));
    const audited = { action: name, target: on.place(params, { visitor, now }), detail: detail as Prisma.InputJsonObject } satisfies AuditedAction;
    const decideOn = (targets: readonly Target[]): Result<Capacity, Refusal> => {
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
    return auditedTransaction(way, asking.visitor, audited, now, async (transaction) => {
      const subject = await on.find(transaction, params, asking, sent);
      if (subject === null) return refused(NOT_FOUND);
      const capacity = decideOn([on.target(subject, asking)].flat());
      if (!capacity.ok) return capacity;
      if (!prepared.ok) return prepared;
      if (known.kind === "command") Object.assign(audited, { capacity: capacity.value });
      const withdrawn = takesOwnRights ? await rightsTaken(transaction, asking.visitor, now) : null;
      if (withdrawn) return refused(withdrawn);
      const result = await run({
        ...{ ...asking, transaction, subject, input: sent, prepared: prepared.value, capacity: capacity.value, by: visitor.actor.personId },
        addDetail: (added) => void Object.assign(detail, added),
        made: (place) => void Object.assign(audited, { target: place }),
        each: (parts) => void Object.assign(audited, { each: parts }),
        file: (given as { readonly file?: Uint8Array }).file ?? NO_FILE,
      });
      const unheld = result.ok ? ((await on.invariant?.(transaction, subject)) ?? null) : null;
      return unheld ? refused(unheld) : result;
    });
  };
  const operation = operationOf(declared as unknown as AnyDeclared, perform);
  return Object.assign(perform, { declaration: { ...known, name, may, operation, params: on.params, input } });
}

/** The visitor in the scope in which the work is done; who may not, and what is not there, is refused in the visitor's own. */
const enter = <Params extends z.ZodObject>(
  { target, scope }: NonNullable<On<Params, unknown>["enters"]>,
  visitor: Visitor,
  params: z.output<Params>,
  audited: AuditedAction,
  now: Date,
  decideOn: (targets: readonly Target[]) => Result<Capacity, Refusal>,
): Promise<Result<Visitor, Refusal>> =>
  auditedTransaction("reading", visitor, audited, now, async (transaction) => {
    const decision = decideOn([target]);
    if (!decision.ok) return decision;
    const entered = await scope(transaction, params, { visitor, now });
    return entered ? granted({ ...visitor, scope: entered }) : refused(NOT_FOUND);
  });

/** Refuses, by its type, an answer that carries more than the output declares. */
type Exact<Value, Output> = [Undeclared<Value, Answer<Output>>] extends [never] ? unknown : { readonly undeclared: Undeclared<Value, Answer<Output>> };

/**
 * Declares a change. In one transaction the subject is found and locked, the rule decides, `run` does it, and the audit row and
 * the event are written; a refusal leaves nothing but its audit row.
 */
export const command = <
  Params extends z.ZodObject,
  Found,
  Output extends z.ZodType | Download,
  Value extends Answer<Output>,
  Input extends z.ZodObject = typeof none,
  Prepared = undefined,
>(
  declared: DeclaredCommand<Params, Found, Input, Output, Value, Prepared> & Exact<Value, Output>,
): UseCase<Given<Params, Input>, Value> => {
  const { wayBack, keeps = [], audit = "row", takesOwnRights = false } = declared;
  const way = audit === "history" ? "ownHistory" : takesOwnRights ? "changeOfRights" : "change";
  return declare(declared, { kind: "command", wayBack, audit, keeps, takesOwnRights }, way);
};

const READS: Known = { kind: "query", wayBack: null, audit: "refusals", keeps: [], takesOwnRights: false };

/** Declares a query: as a change, but only refusals are audited. */
export const query = <
  Params extends z.ZodObject,
  Found,
  Output extends z.ZodType | Download,
  Value extends Answer<Output>,
  Input extends z.ZodObject = typeof none,
>(
  declared: Declared<Params, Found, Input, Output, Value> & Exact<Value, Output>,
): UseCase<Given<Params, Input>, Value> => declare(declared, READS, "reading");

/** What a page reads for a use case: what that one shows, or what has to be seen before it is done. */
interface DeclaredReading<Params extends z.ZodObject, Found, Input extends z.ZodObject, Value>
  extends Pick<Declared<Params, Found, Input, z.ZodType, Value>, "may" | "on" | "input" | "narrows" | "prepare" | "run"> {
  /** Who may is decided as for it, and a refusal has its name in the audit trail. */
  readonly of: UseCase<never, unknown>;
}

/** Declares what a page reads for a use case, in the shape that the page needs; the API has the use case itself. */
export const reading = <Params extends z.ZodObject, Found, Value, Input extends z.ZodObject = typeof none>({
  of: { declaration },
  ...declared
}: DeclaredReading<Params, Found, Input, Value>): UseCase<Given<Params, Input>, Value> =>
  declare({ may: declaration.may, ...declared, name: declaration.name, output: z.unknown() }, { ...READS, kind: "reading" }, "reading");

/** What the own operator has of a kind, to be listed or added to. Who has no operator is refused by the rules. */
export const ofOwnOperator = (place: string): On<typeof none, { readonly operatorId: string }> => ({
  params: none,
  place: () => place,
  find: (_transaction, _params, { visitor }) => Promise.resolve({ operatorId: visitor.actor.operatorId ?? "" }),
  target: ({ operatorId }) => ({ operatorId }),
});
