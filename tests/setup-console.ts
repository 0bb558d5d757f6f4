import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";

/** A message of the product on the console is a finding: the test fails unless it expects the message. */
let complained: unknown[][] = [];

/** Calls that pg 9 will refuse: a query to a client that is busy with another one. pg warns once per process, a tick later. */
const refusedByNextPg: string[] = [];
const note = ({ message }: Error): void => {
  if (/client\.query\(\)/i.test(message)) refusedByNextPg.push(message);
};
beforeAll(() => {
  process.on("warning", note);
});
afterAll(() => {
  process.off("warning", note);
});

beforeEach(() => {
  complained = [];
  vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
    complained.push(words);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(complained, "unexpected console.error").toEqual([]);
  expect(refusedByNextPg.splice(0), "a client was asked while it was busy").toEqual([]);
});
