import { createHash } from "node:crypto";

const SEED = "kijun-portal demo 1";

/** FNV-1a over the key, then mulberry32's mixing: the same key gives the same number on every machine. */
function mixed(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  let value = (hash + 0x6d2b79f5) | 0;
  value = Math.imul(value ^ (value >>> 15), value | 1);
  value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
  return (value ^ (value >>> 14)) >>> 0;
}

/** A number from 0 (inclusive) to 1 (exclusive), determined by the key. */
export const chance = (key: string): number => mixed(key) / 4_294_967_296;

/** Whether an event of this probability happens. */
export const happens = (key: string, probability: number): boolean => chance(key) < probability;

/** One of the things; always the same for the key. */
export function choose<Thing>(key: string, things: readonly [Thing, ...Thing[]]): Thing {
  return things[Math.floor(chance(key) * things.length)] ?? things[0];
}

/** An id made of a path such as `operator/minato/person/17`, in the form of a UUID version 5. */
export function idOf(path: string): string {
  const hex = createHash("sha1").update(`${SEED}/${path}`).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
