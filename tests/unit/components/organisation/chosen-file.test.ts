import { beforeEach, describe, expect, it, vi } from "vitest";
import { applyFile, type Chosen, type ListOutcome, newestOnly, previewFile } from "@/components/organisation/chosen-file";

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

describe("M10 the preview is that of the file that the field names", () => {
  /** An answer that comes when it is let go. */
  function later() {
    let come: (response: Response) => void = () => undefined;
    sent.mockReturnValueOnce(
      new Promise<Response>((resolve) => {
        come = resolve;
      }),
    );
    return (hash: string) => come(answer({ ...outcome(false), hash }));
  }
  const hashOf = (previewed: Awaited<ReturnType<typeof previewFile>> | null) =>
    previewed?.step.kind === "preview" ? previewed.step.outcome.hash : (previewed?.step.kind ?? null);

  it.each([
    ["the first preview is slower", [1, 0]],
    ["they come in order", [0, 1]],
  ])("M10 of two files chosen one after the other, only the second is previewed: %s", async (_how, order) => {
    const newest = newestOnly();
    const answers = [later(), later()];
    const previews = [LIST, `${LIST}2,b@example.jp`].map((text) => newest(() => previewFile(TO, fileOf(text), "0")));
    for (const at of order) {
      answers[at]?.(String(at));
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect((await Promise.all(previews)).map(hashOf)).toEqual([null, "1"]);
  });

  it("M10 an unreadable file that was chosen before does not replace the preview either", async () => {
    const newest = newestOnly();
    const answered = later();
    const unreadable = newest(() => previewFile(TO, fileOf(null), "0"));
    const second = newest(() => previewFile(TO, fileOf(LIST), "0"));
    answered("1");
    expect([await unreadable, hashOf(await second)]).toEqual([null, "1"]);
  });

  it("M10 a file chosen after the preview has come is previewed in its turn", async () => {
    const newest = newestOnly();
    const hashes = [];
    for (const hash of ["0", "1"]) {
      later()(hash);
      hashes.push(hashOf(await newest(() => previewFile(TO, fileOf(LIST), "0"))));
    }
    expect(hashes).toEqual(["0", "1"]);
  });
});

/** What a proxy answers in the portal's place. */
const page = (status: number, type = "text/html") =>
  new Response("<html><body><h1>Bad Gateway</h1></body></html>", { status, headers: { "content-type": type } });
/** An answer whose connection drops after its head. */
const cut = (status: number) =>
  new Response(new ReadableStream({ start: (body) => body.error(new TypeError("network error")) }), {
    status,
    headers: { "content-type": "application/json" },
  });

const LOST: readonly (readonly [string, () => Promise<Response>])[] = [
  ["no answer, as the connection dropped", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["an answer that broke off", () => Promise.resolve(cut(200))],
  ["a refusal that broke off", () => Promise.resolve(cut(422))],
  ...[200, 403, 413, 500, 502, 503, 504].map((status) => [`a page with ${status}`, () => Promise.resolve(page(status))] as const),
  ["a page that calls itself JSON", () => Promise.resolve(page(502, "application/json"))],
  ["no body", () => Promise.resolve(new Response("", { status: 504 }))],
  ["a proxy's own JSON", () => Promise.resolve(answer({ message: "Endpoint request timed out" }, 504))],
  ["JSON that is no outcome", () => Promise.resolve(answer({}))],
  ["null", () => Promise.resolve(new Response("null", { status: 200 }))],
];

describe("M10 nothing is said not to be imported that may be", () => {
  it.each(LOST)("M10 an import that gets %s may be done: the list is to be looked at before it is imported again", async (_what, lost) => {
    sent.mockResolvedValueOnce(answer(outcome(false))).mockImplementationOnce(lost);
    const { chosen } = await previewFile(TO, fileOf(LIST, LIST), "0");
    const step = await applyFile(TO, chosen as Chosen, HASH);
    expect(step).toMatchObject({ kind: "refused", problem: { detail: expect.stringMatching(/取り込めたか確かめられません.*一覧/u) as string } });
    expect(JSON.stringify(step)).not.toMatch(/何も取り込んでいません/u);
  });

  it.each(LOST)("M10 a preview that gets %s has imported nothing", async (_what, lost) => {
    sent.mockImplementationOnce(lost);
    const { step } = await previewFile(TO, fileOf(LIST), "0");
    expect(step).toMatchObject({ kind: "refused", problem: { detail: expect.stringContaining("何も取り込んでいません") as string } });
  });

  it.each([500, 503])("M10 the portal's own %s at the import keeps its words, and the list is to be looked at first", async (status) => {
    sent.mockResolvedValueOnce(answer(outcome(false))).mockResolvedValueOnce(answer({ detail: "いまデータベースが応えません。" }, status));
    const { chosen } = await previewFile(TO, fileOf(LIST, LIST), "0");
    const step = await applyFile(TO, chosen as Chosen, HASH);
    expect(step).toMatchObject({ problem: { detail: expect.stringMatching(/^いまデータベースが応えません。.*一覧/u) as string } });
  });

  it("M10 the portal's own refusal of the import stays as it is", async () => {
    const detail = "確かめた後に、名簿か登録が変わりました。何も取り込んでいません。";
    sent.mockResolvedValueOnce(answer(outcome(false))).mockResolvedValueOnce(answer({ detail }, 409));
    const { chosen } = await previewFile(TO, fileOf(LIST, LIST), "0");
    expect(await applyFile(TO, chosen as Chosen, HASH)).toEqual({ kind: "refused", problem: { detail, fields: [], list: [] } });
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
