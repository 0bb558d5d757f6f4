import { afterAll, beforeAll } from "vitest";
import { asking } from "@/tests/http/asking";
import { call } from "@/tests/support/api";
import type { ApiDocument } from "@/tests/support/contract";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";

export let ground: HttpGround;
/** The portal's OpenAPI document. */
export let document: ApiDocument;
export const { on, send } = asking(() => ground);

/** A portal with its OpenAPI document, for the test file that calls it. */
export function prepareDocumentedGround(): void {
  beforeAll(async () => {
    ground = await openHttpGround();
    document = (await call(ground.portal, "GET", "/openapi.json")).as<ApiDocument>();
  });
  afterAll(async () => {
    await ground.close();
  });
}
