import "server-only";
import { crosswalks, editionSummaries, exportedEdition, exportedItem, foundEntries } from "@/lib/features/guidelines/published/queries";
import * as schema from "@/lib/features/guidelines/published/schema";
import { type Operation, operation } from "@/lib/server/use-cases/operation";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";

const tag = "ガイドライン";

export const guidelineOperations: readonly Operation[] = [
  operation({
    id: "listGuidelines",
    method: "GET",
    path: "/guidelines",
    tag,
    summary: "公開されている版",
    query: pageQuery,
    status: 200,
    response: pageAnswer(schema.editionSummary),
    handle: ({ visitor, now }, { query }) => editionSummaries(visitor, query, now),
  }),
  operation({
    id: "getGuideline",
    method: "GET",
    path: "/guidelines/{editionId}",
    tag,
    summary: "版の全体（content export と同じ形）",
    params: schema.editionParams,
    status: 200,
    response: schema.exportedEdition,
    handle: ({ visitor, now }, { params }) => exportedEdition(visitor, params.editionId, now),
  }),
  operation({
    id: "getGuidelineItem",
    method: "GET",
    path: "/guidelines/{editionId}/items/{itemId}",
    tag,
    summary: "対策項目か具体例一つ",
    params: schema.itemParams,
    status: 200,
    response: schema.exportedItem,
    handle: ({ visitor, now }, { params }) => exportedItem(visitor, params.editionId, params.itemId, now),
  }),
  operation({
    id: "searchGuideline",
    method: "GET",
    path: "/guidelines/{editionId}/search",
    tag,
    summary: "項目・指針・用語から言葉を探す",
    params: schema.editionParams,
    query: pageQuery.extend({ q: schema.searchText }),
    status: 200,
    response: pageAnswer(schema.foundEntry),
    handle: ({ visitor, now }, { params, query }) => foundEntries(visitor, params.editionId, query, now),
  }),
  operation({
    id: "listCrosswalks",
    method: "GET",
    path: "/crosswalks",
    tag,
    summary: "指針の項目とガイドラインの節の対応",
    query: pageQuery,
    status: 200,
    response: pageAnswer(schema.crosswalk),
    handle: ({ visitor, now }, { query }) => crosswalks(visitor, query, now),
  }),
];
