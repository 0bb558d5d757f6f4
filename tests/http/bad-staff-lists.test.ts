import { request as sendRequest } from "node:http";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { Answer, Call } from "@/tests/support/api";
import { ask, expectRefused, ground, prepareBadInputGround } from "@/tests/support/bad-input-ground";
import { contentDigest } from "@/tests/support/http-ground";

prepareBadInputGround();

/** Sends the body in one piece, like a client that reads the response only after sending everything. */
const sendWhole = (address: string, token: string, body: Buffer): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "text/csv", "content-length": body.length };
    const sending = sendRequest(`${ground.portal.url}/api/v1${address}`, { method: "POST", headers }, (response) => {
      response.resume().on("end", () => {
        resolve(response.statusCode);
      });
    });
    sending.on("error", reject).end(body);
  });

it("a huge list gets a response, however far its sender has come", async () => {
  const { token } = ground.own.people.secretariat;
  for (const megabytes of [6, 12, 24, 12, 6]) expect(await sendWhole("/people/import", token, Buffer.alloc(megabytes * 1024 * 1024, "x"))).toBe(413);
});

describe("staff lists", () => {
  const HEAD = "職員番号,氏名,メール,部署";
  const upload = (body: string | Uint8Array, contentType = "text/csv"): Call => ({ body, contentType });
  const row = (index: number): string => `${index},氏名${index},staff${index}@operator.example,部署`;
  const rows = (count: number): string => Array.from({ length: count }, (_none, index) => row(index)).join("\n");

  it.each([
    ["no heading", row(1)],
    ["an unknown heading", `職員番号,氏名,電話,部署\n${row(1)}`],
    ["a heading twice", `氏名,氏名,メール,部署\n${row(1)}`],
    ["nothing", ""],
    ["only a heading", HEAD],
    ["a quote that is not closed", `${HEAD}\n1,"氏名,a@operator.example,部署`],
    ["a quote inside a field", `${HEAD}\n1,氏"名,a@operator.example,部"署"\n`],
    ["an address that is none", `${HEAD}\n1,氏名,a@@operator,部署`],
    ["an address twice", `${HEAD}\n1,氏名,a@operator.example,部署\n2,氏名,A@operator.example,部署`],
    ["a missing name", `${HEAD}\n1,,a@operator.example,部署`],
    ["too many cells", `${HEAD}\n1,氏名,a@operator.example,部署,x,y`],
    ["too few cells", `${HEAD}\n1,氏名`],
    ["a control character", `${HEAD}\n1,氏\u0007名,a@operator.example,部署`],
    ["a NUL", `${HEAD}\n1,氏\u0000名,a@operator.example,部署`],
    ["one bad row at the end of many", `${HEAD}\n${rows(200)}\n9,,bad,`],
    ["a field without end", `${HEAD}\n1,${"氏".repeat(300_000)},a@operator.example,部署`],
  ])("%s is refused as a whole, with the positions", async (_name, text) => {
    const problem = await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(text), 422, "invalid_input");
    expect(problem.fields?.length).toBeGreaterThan(0);
  });

  it.each([
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0x01, 0x80, 0xfd, 0xa0])],
    ["UTF-16", new Uint8Array(iconv.encode(`${HEAD}\n${row(1)}`, "utf16le"))],
    ["EUC-JP", new Uint8Array(iconv.encode(`${HEAD}\n${row(1)}`, "euc-jp"))],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ])("%s is refused", async (_name, bytes) => {
    await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(bytes), 422, "invalid_input");
  });

  it("a huge file is refused before it is read, and so is one with too many people", async () => {
    await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(`${HEAD}\n${rows(10_001)}`), 413, "too_large");
    await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(`${HEAD}\n${"x".repeat(6 * 1024 * 1024)}`), 413, "too_large");
  });

  it("another content type is refused", async () => {
    for (const type of ["application/json", "text/plain", "application/vnd.ms-excel", "multipart/form-data; boundary=x"]) {
      await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(`${HEAD}\n${row(1)}`, type), 415, "unsupported_media_type");
    }
  });

  it("UTF-8 with a byte order mark and Shift_JIS with CRLF have the same result, and repeating adds nobody", async () => {
    const { secretariat } = ground.own.people;
    const text = `${HEAD}\r\nA-1,髙橋 﨑子,takahashi@operator.example,電算①部\r\n`;
    const first = await ask(secretariat, "POST /people/import", upload(new Uint8Array(iconv.encode(text, "cp932"))));
    expect(first.as<{ added: number; applied: boolean }>(), first.text).toMatchObject({ added: 1, applied: true });
    const again = await ask(secretariat, "POST /people/import", upload(`\ufeff${text}`, "text/csv; charset=utf-8"));
    expect(again.as<{ added: number; changed: number; unchanged: number }>()).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  });

  it("a dry run writes nothing", async () => {
    const before = await contentDigest(ground.owner);
    const tried = await ask(ground.own.people.secretariat, "POST /people/import?dryRun=1", upload(`${HEAD}\n${rows(50)}`));
    expect(tried.as<{ added: number; applied: boolean }>()).toMatchObject({ added: 50, applied: false });
    expect(await contentDigest(ground.owner)).toBe(before);
  });

  it("an address of another operator's account is neither confirmed nor refused", async () => {
    const { own, beside, owner } = ground;
    const { email } = beside.people.ciso;
    const add = (address: string) =>
      ask(own.people.secretariat, "POST /people", { json: { name: "同姓 同名", email: address, departmentId: own.departments[0] } });
    const [taken, free] = [await add(email), await add("free@operator.example")];
    const shape = ({ status, text }: Answer) => [status, Object.keys(JSON.parse(text) as object)];
    expect(shape(taken)).toEqual(shape(free));
    const links = await Promise.all([taken, free].map((one) => ask(own.people.secretariat, `POST /people/${one.as<{ id: string }>().id}/invitation`)));
    const pages = await Promise.all(links.map(async (one) => (await fetch(one.as<{ link: string }>().link)).text()));
    expect(pages.map((page) => page.includes("パスワードを決める"))).toEqual([true, true]);
    const { rows: accounts } = await owner.query<{ operator_id: string }>("SELECT operator_id FROM account WHERE id = $1", [beside.people.ciso.accountId]);
    expect(accounts).toEqual([{ operator_id: beside.operatorId }]);
  });
});
