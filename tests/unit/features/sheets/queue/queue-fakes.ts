import { type AnswerChange, type AnswerDraft, type Attempt, asKept, type QueuedAnswer, type Reply, type ServerAnswer } from "@/lib/features/sheets/queue/entry";
import { AnswerQueue, type AnswerStore, type QueueDevices, type QueueMessage } from "@/lib/features/sheets/queue/queue";

export const draft = (part: Partial<AnswerDraft> = {}): AnswerDraft => ({
  status: "implemented",
  reason: "",
  remark: "",
  evidence: "",
  ...part,
});

export const change = (part: Partial<AnswerChange> = {}): AnswerChange => ({
  accountId: "person-1",
  sheetId: "sheet-1",
  itemId: "kuko-2:3.1.1:1",
  label: "3.1.1 項目",
  href: "/checks/sheet-1/3.1.1",
  draft: draft(),
  version: 0,
  ...part,
});

export const savedAnswer = (part: Partial<ServerAnswer> = {}): ServerAnswer => ({
  ...draft({ status: "partial" }),
  version: 3,
  savedAt: "2026-11-20T05:21:00.000Z",
  byName: "高橋 健",
  bySelf: false,
  ...part,
});

/** The state that outlives a tab: the browser's storage and the server. */
export class World {
  readonly stored = new Map<string, QueuedAnswer>();
  readonly journal = new Map<string, AnswerChange>();
  readonly server = new Map<string, ServerAnswer>();
  readonly seen = new Map<string, Reply>();
  readonly requests: Attempt[] = [];
  reachable = true;
  /** Number of requests that are processed but whose reply is lost. */
  lostReplies = 0;
  refusal: Reply | null = null;
  /** `full`: can be read but not written. `gone`: neither. `hung`: neither answers nor fails. */
  storage: "sound" | "full" | "gone" | "hung" = "sound";
  /** What waits for the hung storage. */
  readonly hanging: (() => void)[] = [];
  /** Whether the journal can be written. */
  journals = true;
  lock: Promise<void> = Promise.resolve();
  ids = 0;

  readonly store: AnswerStore = {
    all: async (accountId) => {
      await this.#answers();
      if (this.storage === "gone") throw new Error("no storage");
      return [...this.stored.values()].filter((entry) => entry.accountId === accountId);
    },
    update: async (key, decide) => {
      const { storage } = this;
      await this.#answers();
      if (storage === "gone") throw new Error("no storage");
      const result = decide(this.stored.get(key)) ?? null;
      if (storage === "full") {
        await pause();
        await pause();
        throw new Error("the storage is full");
      }
      if (result === null) this.stored.delete(key);
      else this.stored.set(key, structuredClone(result));
      return result;
    },
  };

  async #answers(): Promise<void> {
    await pause();
    if (this.storage === "hung") await new Promise<void>((resolve) => this.hanging.push(resolve));
  }

  /** The hung storage answers everything that waits for it. */
  wake(): void {
    this.storage = "sound";
    for (const answer of this.hanging.splice(0)) answer();
  }

  /** Answers that went only into the history. */
  readonly setAside: Attempt[] = [];

  put(entry: QueuedAnswer, attempt: Attempt): Reply {
    const { mutationId, version, setAsideFor } = attempt;
    const sent = asKept(attempt.draft);
    const before = this.seen.get(mutationId);
    if (before) return before;
    const current = this.server.get(entry.itemId);
    if (version !== (current?.version ?? 0) && current) return { kind: "conflict", current };
    if (setAsideFor) this.setAside.push(attempt);
    const saved =
      setAsideFor && current ? { ...current, version: version + 2 } : savedAnswer({ ...sent, version: version + 1, byName: "佐藤 真理", bySelf: true });
    this.server.set(entry.itemId, saved);
    const reply: Reply = { kind: "saved", version: saved.version, savedAt: saved.savedAt, also: [] };
    this.seen.set(mutationId, reply);
    return reply;
  }

  async send(entry: QueuedAnswer, attempt: Attempt): Promise<Reply> {
    await pause();
    if (!this.reachable) return { kind: "unreachable" };
    this.requests.push(attempt);
    if (this.refusal) return this.refusal;
    const reply = this.put(entry, attempt);
    if (this.lostReplies > 0) {
      this.lostReplies -= 1;
      return { kind: "unreachable" };
    }
    return reply;
  }
}

export function tab(world: World, accountId = "person-1") {
  const timers: (() => void)[] = [];
  const broadcasts: QueueMessage[] = [];
  const devices: QueueDevices = {
    store: world.store,
    journal: {
      note: (one) => void (world.journals && world.journal.set(one.itemId, one)),
      holds: (one) => world.journal.get(one.itemId) === one,
      clear: (one) => void (world.journal.get(one.itemId) === one && world.journal.delete(one.itemId)),
      left: (account) => [...world.journal.values()].filter((one) => one.accountId === account),
    },
    send: (entry, attempt) => world.send(entry, attempt),
    alone: (task) => (world.lock = world.lock.then(task)),
    broadcast: (message) => void broadcasts.push(message),
    later: (task) => {
      timers.push(task);
      return () => void timers.splice(timers.indexOf(task), 1);
    },
    now: () => 1_000,
    connected: () => world.reachable,
    newId: () => `mutation-${(world.ids += 1)}`,
  };
  return { queue: new AnswerQueue(accountId, devices), timers, broadcasts };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await pause();
}
