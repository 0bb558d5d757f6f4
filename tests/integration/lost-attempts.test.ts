import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { none } from "@/lib/server/use-cases/operation";
import { type Context, command, type On, query } from "@/lib/server/use-cases/use-case";
import { line } from "@/lib/validation/plain-text";
import { as, codeOf, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

/* An attempt that was lost against another transaction is made again: what its entry says is what the last attempt did. */

prepareSheetGround();

type Notes = Pick<Context<unknown, unknown>, "addDetail" | "keepChange" | "made" | "each">;
type Outcome = Result<null, Refusal<"wrong_state">>;

/** What one attempt sees and does. */
interface Attempt {
  /** Of the department of the manager who acts, or of the one that they stand in for. */
  readonly department: 0 | 1;
  readonly isOwn?: boolean;
  act(notes: Notes, transaction: Transaction): Promise<Outcome>;
}

let attempts: Attempt[] = [];
const ASKED = "demonstration/asked";

const subject: On<typeof none, Attempt> = {
  ...{ params: none, place: () => ASKED },
  find: () => Promise.resolve(attempts.shift() ?? null),
  target: ({ department }) => ({ operatorId: world.operatorId, departmentId: world.departments[department] }),
};

const change = command({
  ...{ name: "demonstration.change", may: "progress.read", on: subject, output: z.null(), keeps: ["title"] },
  input: z.strictObject({ title: line("名前", 20) }),
  refuses: ["wrong_state"],
  wayBack: { by: "demonstration.change" },
  run: ({ subject: attempt, transaction, addDetail, keepChange, made, each }) => attempt.act({ addDetail, keepChange, made, each }, transaction),
});

const look = query({
  ...{ name: "demonstration.look", may: "progress.read", on: subject, output: z.null() },
  takesOut: { exceptOwn: ({ isOwn = false }) => isOwn },
  refuses: ["wrong_state"],
  run: ({ subject: attempt, transaction, addDetail, keepChange, made, each }) => attempt.act({ addDetail, keepChange, made, each }, transaction),
});

/** The 責任者 of the first department, who stands in for that of the second. */
function manager(): Visitor {
  const { actor, ...visitor } = as("manager");
  const deputyship = { id: "a", role: "securityManager", departmentId: world.departments[1] ?? "", systemId: null, until: "2999-12-31" } as const;
  return { ...visitor, actor: { ...actor, deputyships: [{ ...deputyship, holders: [], ahead: [] }] } };
}

const TITLE = { title: "見本" };
const done: Attempt["act"] = () => Promise.resolve(granted(null));
const refuses: Attempt["act"] = () => Promise.resolve(refused(refusal("wrong_state", "見本なので、断ります。")));

/** Notes something, and then loses against another transaction. */
const lost =
  (note: (notes: Notes) => void): Attempt["act"] =>
  async (notes, transaction) => {
    note(notes);
    await transaction.$executeRaw`DO $$ BEGIN RAISE serialization_failure; END $$`;
    return granted(null);
  };

const entries = () => rows<object>("SELECT target, outcome, detail FROM audit WHERE action LIKE 'demonstration.%' ORDER BY id", []);
const events = () => rows<object>("SELECT object, capacity FROM outbox WHERE event LIKE 'demonstration.%' ORDER BY id", []);
const postOf = (kind: "post" | "deputy", department: 0 | 1) => ({
  ...{ kind, role: "securityManager", departmentId: world.departments[department], systemId: null },
});

beforeEach(async () => {
  await rows("DELETE FROM outbox", []);
  await rows("ALTER TABLE audit DISABLE TRIGGER USER", []);
  await rows("DELETE FROM audit WHERE action LIKE 'demonstration.%'", []);
  await rows("ALTER TABLE audit ENABLE TRIGGER USER", []);
});

const NOTED: readonly [what: string, department: 0 | 1, note: (notes: Notes) => void][] = [
  ["a detail", 0, ({ addDetail }) => addDetail({ lost: 1 })],
  ["another value of a detail that is kept of the input", 0, ({ addDetail }) => addDetail({ title: "ほか" })],
  ["what changed", 0, ({ keepChange }) => keepChange({ before: { title: "前" }, after: { title: "後" } })],
  ["the object that was made", 0, ({ made }) => made("demonstration/lost")],
  ["the parts of a bulk action", 0, ({ each }) => each([{ place: "demonstration/lost" }])],
  ["that a deputy acts", 1, () => undefined],
  [
    "all of it",
    1,
    ({ addDetail, keepChange, made, each }) => {
      addDetail({ lost: 1, title: "ほか" });
      keepChange({ before: {}, after: { title: "後" } });
      made("demonstration/lost");
      each([{ place: "demonstration/lost", detail: { lost: 1 } }]);
    },
  ],
];

describe("C1 an entry says what the last attempt did, and nothing of an attempt that was lost", () => {
  it.each(NOTED)("C1 %s, when the last one did it", async (_what, department, note) => {
    attempts = [
      { department, act: lost(note) },
      { department, act: lost(note) },
      { department: 0, act: done },
    ];
    expect(codeOf(await change(manager(), TITLE, NOW))).toBe("ok");
    expect([await entries(), await events()]).toEqual([[{ target: ASKED, outcome: "done", detail: TITLE }], [{ object: ASKED, capacity: postOf("post", 0) }]]);
  });

  it.each(NOTED)("C1 %s, when the last one was refused", async (_what, department, note) => {
    attempts = [
      { department, act: lost(note) },
      { department: 0, act: refuses },
    ];
    expect(codeOf(await change(manager(), TITLE, NOW))).toBe("wrong_state");
    expect([await entries(), await events()]).toEqual([[{ target: ASKED, outcome: "refused", detail: { ...TITLE, code: "wrong_state" } }], []]);
  });

  it.each(NOTED)("C1 %s, when the last one found nothing", async (_what, department, note) => {
    attempts = [{ department, act: lost(note) }];
    expect(codeOf(await change(manager(), TITLE, NOW))).toBe("not_found");
    expect([await entries(), await events()]).toEqual([[{ target: ASKED, outcome: "refused", detail: { ...TITLE, code: "not_found" } }], []]);
  });

  it("C1 all that the last attempt noted itself is there, also of its parts and of whom it represented", async () => {
    const part = (place: string) => ({ place: `demonstration/${place}`, detail: { place } });
    attempts = [
      { department: 0, act: lost(({ each, addDetail }) => void [each([part("a"), part("b")]), addDetail({ parts: 2, first: "a" })]) },
      {
        department: 1,
        act: ({ each, addDetail, keepChange, made }) => {
          addDetail({ parts: 1 });
          keepChange({ before: { title: "前" }, after: { title: "後" } });
          made("demonstration/made");
          each([part("c")]);
          return Promise.resolve(granted(null));
        },
      },
    ];
    expect(codeOf(await change(manager(), TITLE, NOW))).toBe("ok");
    const represented = `securityManager/${world.departments[1]}/`;
    expect(await entries()).toEqual([
      { target: "demonstration/made", outcome: "done", detail: { ...TITLE, represented, parts: 1, before: { title: "前" }, after: { title: "後" } } },
      { target: "demonstration/c", outcome: "done", detail: { place: "c", represented } },
    ]);
    expect(await events()).toEqual(["made", "c"].map((place) => ({ object: `demonstration/${place}`, capacity: postOf("deputy", 1) })));
  });

  it("C1 a reading leaves an entry or none by what the last attempt read", async () => {
    const read = async (...isOwn: [boolean, boolean]) => {
      attempts = isOwn.map((one, index) => ({ department: 0, isOwn: one, act: index === 0 ? lost(({ addDetail }) => addDetail({ lost: 1 })) : done }));
      expect(codeOf(await look(manager(), {}, NOW))).toBe("ok");
      return entries();
    };
    expect(await read(false, true)).toEqual([]);
    expect(await read(true, false)).toEqual([{ target: ASKED, outcome: "done", detail: {} }]);
  });

  it("C1 the same after a deadlock with somebody else", async () => {
    const other = new pg.Client({ connectionString: own.ownerUrl });
    await other.connect();
    await other.query("BEGIN; SELECT pg_advisory_xact_lock(71)");
    attempts = [
      {
        department: 1,
        act: async ({ addDetail }, transaction) => {
          addDetail({ lost: 1 });
          await transaction.$queryRaw`SELECT pg_advisory_xact_lock(72)::text`;
          const waits = transaction.$queryRaw`SELECT pg_advisory_xact_lock(71)::text`;
          // The one that waited first is the one that gives up.
          await expect.poll(() => rows("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", [])).toHaveLength(1);
          void other.query("SELECT pg_advisory_xact_lock(72); ROLLBACK");
          await waits;
          return granted(null);
        },
      },
      { department: 0, act: done },
    ];
    try {
      expect(codeOf(await change(manager(), TITLE, NOW))).toBe("ok");
    } finally {
      await other.end();
    }
    expect(attempts).toEqual([]);
    expect(await entries()).toEqual([{ target: ASKED, outcome: "done", detail: TITLE }]);
  });
});
