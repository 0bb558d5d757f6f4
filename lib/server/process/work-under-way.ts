import { Memo } from "@/lib/domain/shared/memo";
import { markOutage, unmarked } from "@/lib/server/outage/outage-mark";
import { isOfDisk, isOutage } from "@/lib/server/outage/unavailable";
import { ofProcess } from "@/lib/server/process/of-process";

export interface WorkUnderWay<Value> {
  /**
   * The result of `work`, which runs once for all who ask for the same key at the same time. Nothing of it is kept after it ends:
   * if it fails, it fails for those who wait, and the next one tries again. An outage that stops it is one of each of them.
   */
  of(key: string, work: () => Promise<Value>): Promise<Value>;
  /** Whether work for this key is under way. */
  runs(key: string): boolean;
}

/** Work under way in this process, by key. A key names all that the result follows from, also what the one who asks may see. */
export function workUnderWay<Value = void>(name: string): WorkUnderWay<Value> {
  const underWay = ofProcess(name, () => new Memo<string, Promise<Value>>());
  const run = async (key: string, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await unmarked(work);
    } finally {
      underWay().delete(key);
    }
  };
  return {
    async of(key, work) {
      try {
        return await underWay().of(key, () => run(key, work));
      } catch (error) {
        if (isOutage(error)) markOutage(isOfDisk(error));
        throw error;
      }
    },
    runs: (key) => underWay().get(key) !== undefined,
  };
}
