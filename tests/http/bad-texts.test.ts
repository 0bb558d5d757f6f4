import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Problem } from "@/tests/support/api";
import { answer, answerPath, ask, expectRefused, fixture, ground, handler, item, prepareBadInputGround, put } from "@/tests/support/bad-input-ground";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { dayFromNow, thisFiscalYear } from "@/tests/support/days";
import { contentDigest } from "@/tests/support/http-ground";
import type { Outsider, Person } from "@/tests/support/world";

prepareBadInputGround();

describe("texts", () => {
  const sizes = ["x".repeat(1024 * 1024), "備".repeat(400_000)];

  it.each(sizes)("a remark of a megabyte is refused before it is read", async (remark) => {
    await expectRefused(handler(), put(), { json: { ...answer, remark } }, 413, "too_large");
  });

  it("a body of a megabyte without a declared length is refused", async () => {
    const chunk = new TextEncoder().encode(`{"status": null, "version": 1, "remark": "${"x".repeat(64 * 1024)}`);
    let sent = 0;
    const stream = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        if (sent > 40) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const request = {
      method: "PUT",
      body: stream,
      duplex: "half",
      headers: { authorization: `Bearer ${handler().token}`, "content-type": "application/json" },
    };
    const refused = await fetch(`${ground.portal.url}/api/v1${answerPath()}`, request as RequestInit).then(
      ({ status }) => status,
      () => "closed",
    );
    expect([413, "closed"]).toContain(refused);
  });

  it("a remark that is slightly too long is refused with its path and the limit", async () => {
    const problem = await expectRefused(handler(), put(), { json: { ...answer, remark: "備".repeat(4_001) } }, 422, "invalid_input");
    expect(problem.fields).toMatchObject([{ path: "remark", message: expect.stringMatching(/文字まで/) as unknown }]);
  });

  it.each(["\ud800", "x\udc00y", "\udfff\ud800"].map((text) => [JSON.stringify(text), text]))(
    "unpaired surrogates in an answer are refused (%s)",
    async (_name, text) => {
      for (const field of ["remark", "reason", "evidence"]) {
        const body = `{"status":"implemented","version":1,"${field}":${JSON.stringify(`確認${text}済み`)}}`;
        const problem = await expectRefused(handler(), put(), { body }, 422, "invalid_input");
        expect(problem.fields?.[0]?.path).toBe(field);
      }
    },
  );

  it("M9 control characters, direction marks and the line ends of slides never block an answer", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    const remark = "\u202aC:\\規程\u0000\u0007\u001b[31m\u007f\u200b\ufeff一\u000b二\u0085三";
    const saved = await ask(handler(), put(cycle.items.handler[0], cycle.sheets.handler), { json: { status: "partial", remark, version: 0 } });
    expect(saved.as<{ remark: string }>().remark).toBe("C:\\規程[31m一\n二\n三");
  });

  it.each(["\u0000", "\ud800"].map((text) => [JSON.stringify(text), text]))(
    "text that the database cannot store is refused anywhere (%s)",
    async (_name, text) => {
      const { own, owner, platform, ministry } = ground;
      const { ciso, secretariat, manager, executive } = own.people;
      const handedIn = await makeCycle(owner, own, { sheets: "handedIn" });
      const planned = await makeCycle(owner, own, { state: "planned" });
      const approved = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
      const name = `名前${text}`;
      const period = { from: dayFromNow(0), to: dayFromNow(180) };
      /** Texts of several lines, from which controls are dropped. */
      const several: readonly (readonly [Person | Outsider, string, object])[] = [
        [manager, `POST /sheets/${handedIn.sheets.handler}/return`, { reason: name }],
        [manager, `POST /sheets/${handedIn.sheets.handler}/items/${item()}/remarks`, { text: name }],
        [executive, `POST /sheets/${handedIn.sheets.ciso}/return`, { reason: name }],
        [secretariat, `POST /sheets/${handedIn.sheets.handler}/withdraw`, { reason: name }],
        [ciso, `PUT /cycles/${planned.cycleId}/left-out`, { leftOut: [{ item: "kuko-2:3.1.1:1", reason: name }] }],
        [ciso, `POST /cycles/${approved.cycleId}/reopen`, { reason: name }],
      ];
      const asked: readonly (readonly [Person | Outsider, string, object])[] = [
        ...(text === "\ud800" ? several : []),
        [handler(), `POST /sheets/${fixture.sheets.handler}/answers`, { mutationId: `12345678${text}`, answers: [{ itemId: item(), ...answer }] }],
        [handler(), put(), { ...answer, mutationId: `12345678${text}` }],
        [secretariat, "POST /departments", { name }],
        [secretariat, "POST /systems", { name, kind: "other", departmentId: own.departments[0] }],
        [secretariat, "POST /people", { name, email: "someone@operator.example", departmentId: own.departments[0] }],
        [secretariat, "POST /people", { name: "名前", email: `some${text}one@operator.example`, departmentId: own.departments[0] }],
        [secretariat, "POST /people", { name: "名前", email: "someone@operator.example", departmentId: own.departments[0], staffNumber: name }],
        [secretariat, "POST /cycles", { edition: "kuko-2", title: name, period, dueOn: dayFromNow(200) }],
        [secretariat, "POST /cycles", { edition: `kuko-2${text}`, title: "点検", period, dueOn: dayFromNow(200) }],
        [ciso, "POST /tokens", { name }],
        [platform, "POST /operators", { name, sectorId: own.sectorId }],
        [platform, "POST /operators", { name: "空港", sectorId: `air${text}` }],
        [platform, `POST /operators/${own.operatorId}/first-account`, { name, email: "first@operator.example", role: "ciso" }],
        [ministry, "POST /surveys", { edition: "kuko-2", fiscalYear: thisFiscalYear(), title: name, opensOn: dayFromNow(10), closesOn: dayFromNow(100) }],
        [
          ministry,
          "POST /surveys",
          { edition: `kuko-2${text}`, fiscalYear: thisFiscalYear(), title: "調査", opensOn: dayFromNow(10), closesOn: dayFromNow(100) },
        ],
      ];
      for (const [who, request, json] of asked) await expectRefused(who, request, { json }, 422, "invalid_input");
    },
  );

  it.each(["%ED%A0%80", "%FF"])("a query that is no UTF-8 (%s) is searched for as decoded, without an error", async (text) => {
    for (const path of [`/people?q=${text}`, `/guidelines/kuko-2/search?q=${text}`]) {
      expect((await ask(ground.own.people.secretariat, `GET ${path}`)).status, path).toBeLessThan(500);
    }
  });

  it.each(["%00", "a%00b", "%2500"])("a query or path that contains %s is refused without an error", async (text) => {
    const { secretariat } = ground.own.people;
    for (const path of [
      `/people?q=${text}`,
      `/guidelines/kuko-2/search?q=${text}`,
      `/guidelines/${text}`,
      `/guidelines/kuko-2/items/${text}`,
      `/people?page=${text}`,
      `/cycles/${fixture.cycleId}/sheets?role=${text}`,
      `/${text}`,
      `/sheets/${text}`,
    ]) {
      const answered = await ask(secretariat, `GET ${path}`);
      expect(answered.status, `${path}: ${answered.text.slice(0, 200)}`).toBeLessThan(500);
    }
    expect((await ask(handler(), `PUT /sheets/${fixture.sheets.handler}/answers/${text}`, { json: answer })).status).toBeOneOf([400, 404, 422]);
  });

  it("real-world text is kept to the letter: line breaks, quotes, markup, other scripts, 𠮷 and emoji", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    const remark = "一行目\n\t二行目 \"引用\" 'x' <script>alert(1)</script> %00 \\u0000 $1 𠮷野家 👩‍✈️ ß 한국어";
    const saved = await ask(handler(), put(cycle.items.handler[0], cycle.sheets.handler), { json: { status: "partial", remark, version: 0 } });
    expect(saved.as<{ remark: string }>().remark).toBe(remark);
    const read = (await ask(handler(), `GET /sheets/${cycle.sheets.handler}`)).as<{ items: { itemId: string; remark: string | null }[] }>();
    expect(read.items.find(({ itemId }) => itemId === cycle.items.handler[0])?.remark).toBe(remark);
  });
});

describe("hostile JSON is refused, and nothing fails", () => {
  it.each([
    ["nested ten thousand deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, [400, 422]],
    ["objects nested ten thousand deep", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, [400, 422]],
    ["with __proto__", '{"__proto__": {"status": "implemented"}, "version": 1}', [422]],
    ["with a key twice", '{"status": "implemented", "version": 1, "version": 0, "x": 1}', [422]],
    ["a number that is none", '{"status": "implemented", "version": 1e999}', [422]],
    ["a version in words", '{"status": "implemented", "version": "1"}', [422]],
    ["a status that there is none of", '{"status": "done", "version": 1}', [422]],
    ["two texts", '{"status": "implemented", "version": 1}{}', [400]],
    ["a byte order mark before nothing", "\ufeff", [400]],
    ["not sent at all", "", [422]],
  ])("%s", async (_name, body, statuses) => {
    const before = await contentDigest(ground.owner);
    const refused = await ask(handler(), put(), { body });
    expect(statuses, refused.text.slice(0, 300)).toContain(refused.status);
    expect(refused.as<Problem>().detail).toMatch(/[ぁ-ん]/);
    expect(await contentDigest(ground.owner)).toBe(before);
  });

  it("a batch of too many answers", async () => {
    const answers = Array.from({ length: 501 }, () => ({ itemId: item(), ...answer }));
    await expectRefused(handler(), `POST /sheets/${fixture.sheets.handler}/answers`, { json: { mutationId: randomUUID(), answers } }, 422, "invalid_input");
  });

  it("the wrong content type, and the wrong method", async () => {
    await expectRefused(handler(), put(), { body: JSON.stringify(answer), contentType: "text/plain" }, 415, "unsupported_media_type");
    await expectRefused(handler(), put(), { body: JSON.stringify(answer), contentType: "application/jsonp" }, 415, "unsupported_media_type");
    for (const request of [`PATCH ${answerPath()}`, `DELETE /sheets/${fixture.sheets.handler}`]) {
      const refused = await ask(handler(), request);
      expect([refused.status, refused.as<Problem>().code, refused.headers.get("allow")]).toEqual([405, "method_not_allowed", expect.stringMatching(/PUT|GET/)]);
    }
  });
});
