import { beforeEach, describe, expect, it, vi } from "vitest";
import { applyFile, type Chosen, type ListOutcome, previewFile } from "@/components/organisation/chosen-file";

const CHANGED = "選んだ後に、ファイルが変わったか移されました。";
const UNREADABLE = "ファイルを読めません。";
const UNREACHABLE = "ポータルとつながりません。";
const LIST = "氏名,メール\n青葉 みなと,aoba@example.jp\n";
const HASH = "a".repeat(64);
const ADDRESS = "/people/import";
const TO = { address: ADDRESS, account: "0198a000-0000-7000-8000-000000000001" };

/** A chosen file whose text may be another one at each reading, and which may not be readable (null). */
function fileOf(...texts: readonly (string | null)[]): File {
  const file = new File([], "list.csv");
  const readings = texts.values();
  vi.spyOn(file, "arrayBuffer").mockImplementation(() => {
    const { value: text = null } = readings.next();
    const bytes = new TextEncoder().encode(text ?? "").buffer;
    return text === null ? Promise.reject(new DOMException("gone", "NotReadableError")) : Promise.resolve(bytes);
  });
  return file;
}

const answer = (body: object, status = 200) => new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const outcome = (applied: boolean): ListOutcome => ({ applied, hash: HASH, ignoredColumns: [] });
const sent = vi.fn<typeof fetch>();

beforeEach(() => {
  sent.mockReset();
  vi.spyOn(globalThis, "fetch").mockImplementation(sent);
});

/** Previews the file, and then imports what was previewed. */
async function importing(file: File) {
  sent.mockResolvedValueOnce(answer(outcome(false)));
  const { chosen, step } = await previewFile(TO, file, "0");
  expect(step.kind).toBe("preview");
  return applyFile(TO, chosen as Chosen, HASH);
}

describe("M10 what was previewed is what is imported", () => {
  it("M10 the file that is as it was is sent with the hash of its preview", async () => {
    sent.mockResolvedValueOnce(answer(outcome(false))).mockResolvedValueOnce(answer(outcome(true)));
    const { chosen } = await previewFile(TO, fileOf(LIST, LIST), "1");
    expect(await applyFile(TO, chosen as Chosen, HASH)).toEqual({ kind: "done", outcome: outcome(true) });
    expect(sent.mock.calls.map(([address]) => address)).toEqual([
      `/api/v1${ADDRESS}?dryRun=1&ignoreColumns=1`,
      `/api/v1${ADDRESS}?dryRun=0&ignoreColumns=1&hash=${HASH}`,
    ]);
    expect(sent.mock.calls.map(([, request]) => new TextDecoder().decode(request?.body as ArrayBuffer))).toEqual([LIST, LIST]);
  });

  it.each([
    ["has other text of the same length", LIST.replace("aoba", "aobo")],
    ["has a line more", `${LIST}川辺 そら,kawabe@example.jp\n`],
    ["is empty", ""],
    ["cannot be read any more, as browsers say of a file that was saved again or moved", null],
  ])("M10 a file that %s after the preview is said to have changed, and is not sent", async (_what, later) => {
    const step = await importing(fileOf(LIST, later));
    expect(step).toMatchObject({ kind: "refused", problem: { detail: expect.stringContaining(CHANGED) as string } });
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it("M10 a file that cannot be read at first is said so, and nothing is sent", async () => {
    const { chosen, step } = await previewFile(TO, fileOf(null), "0");
    expect([chosen, step]).toMatchObject([null, { kind: "refused", problem: { detail: expect.stringContaining(UNREADABLE) as string } }]);
    expect(sent).not.toHaveBeenCalled();
  });

  it("M10 「ポータルとつながりません」 is said where the portal cannot be reached, and only there", async () => {
    sent.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    const unreachable = await previewFile(TO, fileOf(LIST), "0");
    expect(unreachable.step).toMatchObject({ problem: { detail: expect.stringContaining(UNREACHABLE) as string } });
    sent.mockResolvedValueOnce(answer({ detail: "列がありません。", fields: [], list: ["入社日"] }, 422));
    const refused = await previewFile(TO, fileOf(LIST), "0");
    expect(refused.step).toEqual({ kind: "refused", problem: { detail: "列がありません。", fields: [], list: ["入社日"] } });
  });
});

describe("M8 a list goes out in the name of the person who opened the page", () => {
  it("M8 the preview and the import both name that account", async () => {
    sent.mockResolvedValueOnce(answer(outcome(false))).mockResolvedValueOnce(answer(outcome(true)));
    const { chosen } = await previewFile(TO, fileOf(LIST, LIST), "0");
    await applyFile(TO, chosen as Chosen, HASH);
    expect(sent.mock.calls.map(([, request]) => new Headers(request?.headers).get("x-portal-account"))).toEqual([TO.account, TO.account]);
  });

  it.each(["preview", "import"] as const)(
    "M8 the refusal of the %s, as somebody else signed in or nobody is, asks for a sign-in and keeps the file",
    async (when) => {
      const refusal = answer({ code: "not_signed_in", detail: "サインインし直すか、アクセストークンを確かめてください。" }, 401);
      if (when === "import") sent.mockResolvedValueOnce(answer(outcome(false)));
      sent.mockResolvedValueOnce(refusal);
      const { chosen, step } = await previewFile(TO, fileOf(LIST, LIST), "1");
      expect(chosen).toMatchObject({ ignoreColumns: "1" });
      const last = when === "preview" ? step : await applyFile(TO, chosen as Chosen, HASH);
      expect(last).toMatchObject({
        kind: "refused",
        problem: { signIn: true, detail: expect.stringMatching(/サインイン.*何も取り込んでいません/u) as string },
      });
    },
  );
});
