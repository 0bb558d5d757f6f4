import { afterEach, beforeEach, expect, vi } from "vitest";

/** A test that makes the product complain on the console has found something: it fails unless it expects the message. */
let complained: unknown[][] = [];

beforeEach(() => {
  complained = [];
  vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
    complained.push(words);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(complained, "unexpected console.error").toEqual([]);
});
