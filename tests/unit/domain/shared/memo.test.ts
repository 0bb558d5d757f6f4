import { describe, expect, it, vi } from "vitest";
import { Memo, oncePer } from "@/lib/domain/shared/memo";

describe("a memo", () => {
  it("makes the value of a key once", () => {
    const memo = new Memo<string, number>();
    const make = vi.fn(() => 7);
    expect([memo.of("a", make), memo.of("a", make)]).toEqual([7, 7]);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it("keeps a value that is null or zero", () => {
    const memo = new Memo<string, number | null>();
    const make = vi.fn(() => null);
    memo.set("zero", 0);
    expect([memo.of("a", make), memo.of("a", make), memo.of("zero", () => 1)]).toEqual([null, null, 0]);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["reading it", (memo: Memo<string, number>) => memo.get("a")],
    ["setting it", (memo: Memo<string, number>) => memo.set("a", 1)],
    ["asking for it", (memo: Memo<string, number>) => memo.of("a", () => 9)],
  ] as const)("drops the value that was used least recently, and %s is a use", (_what, use) => {
    const memo = new Memo<string, number>(2);
    memo.set("a", 1);
    memo.set("b", 2);
    use(memo);
    memo.set("c", 3);
    expect(["a", "b", "c"].map((key) => memo.get(key))).toEqual([1, undefined, 3]);
  });

  it.each([
    [1, [undefined, undefined, 3]],
    [2, [undefined, 2, 3]],
    [3, [1, 2, 3]],
  ] as const)("holds at most %i values", (most, left) => {
    const memo = new Memo<string, number>(most);
    for (const [at, key] of ["a", "b", "c"].entries()) memo.set(key, at + 1);
    expect(["a", "b", "c"].map((key) => memo.get(key))).toEqual(left);
  });

  it("does not keep what failed", () => {
    const memo = new Memo<string, number>();
    expect(() =>
      memo.of("a", () => {
        throw new Error("not now");
      }),
    ).toThrow("not now");
    expect(memo.of("a", () => 2)).toBe(2);
  });

  it("gives callers at the same time the same promise", async () => {
    const memo = new Memo<string, Promise<number>>();
    const make = vi.fn(() => Promise.resolve(5));
    expect(await Promise.all([memo.of("a", make), memo.of("a", make), memo.of("b", make)])).toEqual([5, 5, 5]);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it("does not keep a promise that rejects, and all who waited for it get the error", async () => {
    const memo = new Memo<string, Promise<number>>();
    const failing = () => Promise.reject(new Error("away"));
    const waiting = [memo.of("a", failing), memo.of("a", () => Promise.resolve(1))];
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await memo.of("a", () => Promise.resolve(2))).toBe(2);
  });

  it("does not forget what took the place of a promise that rejects", async () => {
    const memo = new Memo<string, Promise<number>>();
    const failed = memo.of("a", () => Promise.reject(new Error("away")));
    memo.set("a", Promise.resolve(3));
    await expect(failed).rejects.toThrow("away");
    expect(await memo.get("a")).toBe(3);
  });
});

describe("what is made once per object", () => {
  it("is the same for the same object, and another for another", () => {
    const make = vi.fn(({ id }: { id: number }) => ({ twice: 2 * id }));
    const twice = oncePer(make);
    const [one, other] = [{ id: 1 }, { id: 1 }];
    expect(twice(one)).toBe(twice(one));
    expect(twice(other)).toEqual({ twice: 2 });
    expect(twice(other)).not.toBe(twice(one));
    expect(make).toHaveBeenCalledTimes(2);
  });

  it("is tried again after a failure", () => {
    let fails = true;
    const made = oncePer((key: { id: number }) => {
      if (fails) throw new Error("not now");
      return [key.id];
    });
    const key = { id: 4 };
    expect(() => made(key)).toThrow("not now");
    fails = false;
    expect(made(key)).toEqual([4]);
  });
});
