import { afterEach, beforeEach, expect, vi } from "vitest";

/** A test that makes the product complain on the console has found something: it fails unless it expects the message. */
let complained: unknown[][] = [];

/** What pg 9 will refuse: a query to a client that is busy with another one. pg says it once per process, a tick later. */
const refusedByNextPg: string[] = [];
process.on("warning", ({ message }) => {
  if (/client\.query\(\)/i.test(message)) refusedByNextPg.push(message);
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
