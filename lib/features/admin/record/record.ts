import "server-only";
import { none, type On } from "@/lib/server/use-cases/use-case";

/** What the platform has of a kind. Only its rules say who may. */
export const ofPlatform = (place: string): On<typeof none, object> => ({
  ...{ params: none, place: () => place },
  find: () => Promise.resolve({}),
  target: () => ({}),
});
