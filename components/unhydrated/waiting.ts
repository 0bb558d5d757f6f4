import type { ReactNode } from "react";
import { ofProcess } from "@/lib/server/process/of-process";

/** A render that takes longer was given up; what it left is dropped. */
const PATIENCE_MS = 60_000;

interface Waiting {
  readonly children: ReactNode;
  readonly since: number;
}

/** Of the process, because Next bundles the code that renders a page's data and the code that renders its HTML apart. Oldest first. */
const waiting = ofProcess("unhydrated parts", () => new Map<string, Waiting>());

/** Keeps elements until the same response's HTML is rendered. Returns the id under which `takeWaiting` finds them. */
export function keepWaiting(children: ReactNode, now = Date.now()): string {
  for (const [id, { since }] of waiting()) {
    if (now - since <= PATIENCE_MS) break;
    waiting().delete(id);
  }
  const id = crypto.randomUUID();
  waiting().set(id, { children, since: now });
  return id;
}

/** The elements of the id, once. Throws an error if there are none. */
export function takeWaiting(id: string): ReactNode {
  const part = waiting().get(id);
  if (part === undefined) throw new Error("no elements wait under this id: they were rendered already, or dropped as too old");
  waiting().delete(id);
  return part.children;
}
