import { eachText } from "@/lib/domain/checking/answer-content";
import { ANSWER_STATUSES, type AnswerStatus } from "@/lib/domain/checking/state";
import type { AlsoSaved, Reply, ServerAnswer } from "./entry";

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function statusOf(value: unknown): AnswerStatus | null {
  return ANSWER_STATUSES.find((status) => status === value) ?? null;
}

/** Parses the answer in the server's response; null if it is not an answer. */
export function readServerAnswer(value: unknown): ServerAnswer | null {
  if (!isFields(value) || typeof value["version"] !== "number") return null;
  return {
    status: statusOf(value["status"]),
    ...eachText((name) => text(value[name])),
    copied: statusOf(value["copied"]),
    version: value["version"],
    savedAt: text(value["savedAt"]),
    byName: typeof value["byName"] === "string" ? value["byName"] : null,
    bySelf: value["bySelf"] === true,
  };
}

function readAlso(value: unknown): AlsoSaved[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const answer = readServerAnswer(entry);
    return answer !== null && isFields(entry) ? [{ itemId: text(entry["itemId"]), answer }] : [];
  });
}

function invalidMessage(body: unknown): string {
  const errors = isFields(body) && Array.isArray(body["fields"]) ? (body["fields"] as unknown[]) : [];
  const messages = errors.flatMap((error) => (isFields(error) && text(error["message"]) ? [text(error["message"])] : []));
  if (messages.length > 0) return messages.join(" ");
  return (isFields(body) && text(body["detail"])) || "この内容では保存できません。文字数を確かめてください。";
}

/**
 * The meaning of a response of `PUT /sheets/{id}/answers/{itemId}` for the waiting change. An unreadable outcome counts as
 * unknown (`busy`): the change stays and is sent again.
 */
export function interpretReply(status: number, body: unknown): Reply {
  const fields = isFields(body) ? body : {};
  const code = text(fields["code"]);
  if (status >= 200 && status < 300) {
    if (typeof fields["version"] !== "number") return { kind: "busy" };
    return { kind: "saved", version: fields["version"], savedAt: text(fields["savedAt"]), also: readAlso(fields["also"]) };
  }
  if (status === 401 || status === 0) return { kind: "signedOut" };
  if (status === 409 && code === "stale_version") {
    const current = readServerAnswer(fields["current"]);
    return current === null ? { kind: "busy" } : { kind: "conflict", current };
  }
  if ([403, 404, 409, 410].includes(status)) return { kind: "held", code: code || String(status) };
  if ([400, 413, 415, 422].includes(status)) return { kind: "invalid", message: invalidMessage(body) };
  return { kind: "busy" };
}
