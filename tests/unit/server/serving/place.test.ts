import { expect, it } from "vitest";
import { placeOf } from "@/lib/server/serving/place";

it.each([
  ["/login?callbackUrl=%2Fchecks", "/login"],
  ["/invite/portal_inv_abcDEF-123", "/invite/…"],
  ["/operator/people/6ad87c26-2f6e-4f54-b1f5-6d1a4d3cdb00?name=x", "/operator/people/…"],
  ["/api/v1/people/6ad87c26-2f6e-4f54-b1f5-6d1a4d3cdb00/appointments", "/api/v1/people/…/appointments"],
  ["/api/v1/guidelines/kuko-2/items/kuko-2:3.1.1:1", "/api/v1/guidelines/…/items/…"],
  ["/%E7%94%B0%E4%B8%AD/taro@example.jp", "/…/…"],
  ["/_next/static/chunks/a.js", "/_next/…"],
  ["/", "/"],
  [`/${"a/".repeat(100)}`, `/${Array.from({ length: 12 }, () => "a").join("/")}`],
])("M3 the log has a place without ids, names and secrets: %s", (url, place) => {
  expect(placeOf(url)).toBe(place);
});
