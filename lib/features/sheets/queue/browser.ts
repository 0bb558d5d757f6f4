import { type Attempt, asSent, type QueuedAnswer, type Reply } from "./entry";
import { AnswerQueue, type QueueDevices, type QueueMessage } from "./queue";
import { interpretReply } from "./reply";
import { browserJournal, browserStore, quietly } from "./store";

/** Milliseconds after which a request without a response is retried later. */
const PATIENCE = 20_000;

async function send(entry: QueuedAnswer, { mutationId, version, draft, setAsideFor }: Attempt): Promise<Reply> {
  const path = `/api/v1/sheets/${encodeURIComponent(entry.sheetId)}/answers/${encodeURIComponent(entry.itemId)}`;
  try {
    const response = await fetch(setAsideFor === null ? path : `${path}/set-aside`, {
      method: setAsideFor === null ? "PUT" : "POST",
      // The server refuses (401) when somebody else has signed in since.
      headers: { "Content-Type": "application/json", "X-Portal-Account": entry.accountId },
      body: JSON.stringify({ ...asSent(draft), version, mutationId }),
      keepalive: true,
      redirect: "manual",
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return interpretReply(response.status, await response.json().catch(() => null));
  } catch {
    return { kind: "unreachable" };
  }
}

function browserDevices(accountId: string, channel: BroadcastChannel | null): QueueDevices {
  return {
    store: browserStore(),
    journal: browserJournal(),
    send,
    alone: async (task) => {
      try {
        await navigator.locks.request(`portal-answers:${accountId}`, task);
      } catch {
        await task(); // Without locks, two tabs may send the same change; the server takes it once.
      }
    },
    broadcast: (message) => channel?.postMessage(message),
    later: (task, milliseconds) => {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
    connected: () => navigator.onLine,
    // There on every address under which the portal starts: https, or the machine itself.
    newId: () => crypto.randomUUID(),
  };
}

const queues = new Map<string, AnswerQueue>();

/** The account's queue of this tab, started at its first use. */
export function answerQueue(accountId: string): AnswerQueue {
  const known = queues.get(accountId);
  if (known) return known;
  const channel = quietly(() => new BroadcastChannel(`portal-answers:${accountId}`)) ?? null;
  const queue = new AnswerQueue(accountId, browserDevices(accountId, channel));
  queues.set(accountId, queue);
  channel?.addEventListener("message", (event: MessageEvent<QueueMessage>) => queue.heard(event.data));
  window.addEventListener("online", () => void queue.flush());
  window.addEventListener("offline", () => queue.lostConnection());
  window.addEventListener("pagehide", () => void queue.flush());
  window.addEventListener("pageshow", (event) => event.persisted && void queue.flush());
  document.addEventListener("visibilitychange", () => void queue.flush());
  void queue.start();
  return queue;
}
