import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isConflict, isOutage, isUnavailable, Outage, saysDiskFull, takesNoWriting } from "@/lib/server/outage/unavailable";

/** SQLSTATEs of a database that cannot serve now, class by class, and equivalent codes of the system and of Prisma. */
const AWAY = [
  ..."08000 08001 08003 08004 08006 08P01 53000 53100 53200 53300 53400 55P03 57014 57P01 57P02 57P03 57P05 58000 58030 58P01 25006 25P03".split(" "),
  ..."40001 40P01 28P01 3D000".split(" "),
  ..."ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EMFILE ENOSPC".split(" "),
  ..."P1001 P1002 P1008 P1017 P2024 P2028 P2034 P2037".split(" "),
];
/** Bugs, and inputs that should have been refused. */
const BUGS = "23505 23503 23514 42P01 42501 42703 42601 22001 22P02 22021 21000 0A000 P2002 P2003 P2025 P2039 ERR_INVALID_ARG_TYPE".split(" ");
const SAID = [
  "timeout exceeded when trying to connect",
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
  "Query read timeout",
  "Client has encountered a connection error and is not queryable",
  "timeout expired",
];

const named = (code: string, message: string) => Object.assign(new Error(message), { code });

/** Every form in which a code arrives: raw, as the adapter wraps it, as Prisma wraps that, and as a list of causes. */
const SHAPES: Readonly<Record<string, (code: string, message: string) => unknown>> = {
  raw: (code, message) => named(code, message),
  "from PostgreSQL": (code, message) => Object.assign(named(code, message), { severity: "ERROR" }),
  "of the adapter": (code, message) =>
    new DriverAdapterError({
      kind: "postgres",
      code,
      severity: "ERROR",
      message,
      detail: undefined,
      column: undefined,
      hint: undefined,
      originalCode: code,
      originalMessage: message,
    }),
  "in meta": (code, message) =>
    Object.assign(named("P2010", message), {
      meta: {
        driverAdapterError: new DriverAdapterError({
          kind: "postgres",
          code,
          severity: "ERROR",
          message,
          detail: undefined,
          column: undefined,
          hint: undefined,
        }),
      },
    }),
  "in meta, flat": (code, message) => Object.assign(named("P2010", message), { meta: { code, message } }),
  "of an initialization": (code, message) => Object.assign(new Error(message), { errorCode: code }),
  "a cause": (code, message) => new Error("failed", { cause: new Error("within", { cause: named(code, message) }) }),
  "one of several": (code, message) => new AggregateError([new Error("first"), named(code, message)]),
};
const shape = fc.constantFrom(...Object.keys(SHAPES));
const made = (name: string, code: string, message: string): unknown => SHAPES[name]?.(code, message);

/** User input may contain anything; it appears in messages of constraints and of Prisma. */
const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom(...AWAY, ...SAID).map((said) => `Key (name)=(${said}) already exists.`),
  fc.constantFrom(...SAID),
);

it("M4 every error of a database that cannot serve is an outage, in every form", () => {
  fc.assert(fc.property(shape, fc.constantFrom(...AWAY), hostile, (name, code, message) => isUnavailable(made(name, code, message))));
});

it("M4 no bug counts as an outage, whatever its message", () => {
  fc.assert(fc.property(shape, fc.constantFrom(...BUGS), hostile, (name, code, message) => !isUnavailable(made(name, code, message))));
  for (const nothing of [null, undefined, "57P01", 53100, new Error("ECONNREFUSED"), new TypeError("x is not a function")])
    expect(isUnavailable(nothing)).toBe(false);
});

it.each(SAID)("M4 the driver's messages without a code are an outage: %s", (said) => {
  expect(isUnavailable(new Error(said))).toBe(true);
  expect(isUnavailable(new Error(`\nInvalid \`prisma.$queryRaw()\` invocation:\n\n\n${said}`))).toBe(true);
  expect(isUnavailable(new Error(`Invalid value "${said}" for name`))).toBe(false);
});

it("M4 outside of the database client no code makes an outage, only an error of the client's own", () => {
  fc.assert(fc.property(shape, fc.constantFrom(...AWAY), hostile, (name, code, message) => !isOutage(made(name, code, message))));
  fc.assert(
    fc.property(shape, fc.constantFrom(...AWAY, ...BUGS), hostile, (name, code, message) =>
      isOutage(new Error("wrapped", { cause: new Outage(made(name, code, message), false) })),
    ),
  );
});

it("M4 what can only not be written is distinguished from a database that is away, also within an outage", () => {
  for (const name of Object.keys(SHAPES)) {
    const outages = ["53100", "25006", "08006", "57P01", "55P03"].map((code) => new Outage(made(name, code, ""), false));
    expect(outages.map(takesNoWriting), name).toEqual([true, true, false, false, false]);
  }
  expect([takesNoWriting(new Outage(null, true)), takesNoWriting(new Outage(null, false))]).toEqual([true, false]);
});

/** The codes of a transaction that lost against another one. */
const LOST = ["40001", "40P01", "P2034", "TransactionWriteConflict"];

it("M4 a transaction that lost against another one is recognised in every form, also where its work ignored the failed statement", () => {
  fc.assert(
    fc.property(shape, fc.constantFrom(...LOST), hostile, (name, code, message) => {
      const ignored = new Error("a statement of the transaction failed, and nothing of it was kept", { cause: made(name, code, message) });
      return isConflict(made(name, code, message)) && isConflict(ignored);
    }),
  );
});

it("M4 nothing else counts as lost against another one, whatever its message", () => {
  const others = AWAY.filter((code) => !LOST.includes(code));
  fc.assert(fc.property(shape, fc.constantFrom(...others, ...BUGS), hostile, (name, code, message) => !isConflict(made(name, code, message))));
  for (const nothing of [null, undefined, "40P01", 40001, new Error("40001")]) expect(isConflict(nothing)).toBe(false);
});

it("M4 a full disk is distinguished from other outages, and an error that refers to itself ends", () => {
  for (const name of Object.keys(SHAPES)) {
    expect([saysDiskFull(made(name, "53100", "")), saysDiskFull(made(name, "57P01", "No space left"))], name).toEqual([true, false]);
  }
  const loop = new Error("loop");
  loop.cause = loop;
  expect(isUnavailable(loop)).toBe(false);
  expect(isUnavailable(new Error("wrapped", { cause: new Outage(null, false) }))).toBe(true);
  expect(isUnavailable(new Outage(loop, true))).toBe(true);
});
