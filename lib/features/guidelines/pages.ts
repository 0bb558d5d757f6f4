import "server-only";
import { z } from "zod";
import type { Edition } from "@/lib/domain/guideline/edition";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { refused } from "@/lib/domain/shared/result";
import { correctionsView, referencesView, rolesView, termsView } from "@/lib/features/guidelines/apparatus/view";
import { crosswalkViews } from "@/lib/features/guidelines/crosswalk/view";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { publishedEdition, publishedEditions } from "@/lib/features/guidelines/published/queries";
import { searchView } from "@/lib/features/guidelines/search/view";
import { type SectionView, sectionView } from "@/lib/features/guidelines/section/view";
import { editionCard, treeView } from "@/lib/features/guidelines/text/view";
import { wordingOfEdition } from "@/lib/features/guidelines/wording/queries";
import { unusedText } from "@/lib/labels/unused-parts";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { askedOf } from "@/lib/validation/address";
import { pageQuery } from "@/lib/validation/paging";

async function editionIndex(editionId: string): Promise<EditionIndex> {
  return valueOrPage(await publishedEdition(await requireVisitor(), { editionId }, new Date()));
}

async function allEditions(): Promise<Edition[]> {
  return valueOrPage(await publishedEditions(await requireVisitor(), {}, new Date()));
}

export async function loadEditions() {
  return { editions: (await allEditions()).map(editionCard) };
}

export const loadTree = async (editionId: string) => treeView((await editionIndex(editionId)).edition);

export async function loadSection(editionId: string, local: string) {
  return sectionView(await editionIndex(editionId), local, wordingOfEdition(editionId)) ?? valueOrPage<SectionView>(refused(NOT_FOUND));
}

/** The edition of a page that its content may lack (the 指針 has no glossary): then not found. */
async function editionWith(editionId: string, has: (edition: Edition) => boolean): Promise<Edition> {
  const { edition } = await editionIndex(editionId);
  return has(edition) ? edition : valueOrPage(refused(NOT_FOUND));
}

export const loadTerms = async (editionId: string, page: "glossary" | "definitions") =>
  termsView(await editionWith(editionId, (edition) => edition[page].length > 0), page);

export const loadRoles = async (editionId: string) =>
  rolesView(await editionWith(editionId, ({ roles, readings }) => roles.length + readings.length > 0), wordingOfEdition(editionId));

export const loadReferences = async (editionId: string) =>
  referencesView(await editionWith(editionId, ({ references }) => references.length > 0), wordingOfEdition(editionId));

export const loadCorrections = async (editionId: string) => correctionsView((await editionIndex(editionId)).edition);

export async function loadCrosswalks(editionId: string) {
  const editions = new Map((await allEditions()).map((edition) => [edition.id, edition]));
  const edition = editions.get(editionId) ?? valueOrPage<Edition>(refused(NOT_FOUND));
  return { crosswalks: crosswalkViews(edition, editions) };
}

export async function loadSearch(query: Readonly<Record<string, string | string[] | undefined>>) {
  const editions = await allEditions();
  const searched = z.object({ q: z.string().optional(), edition: z.enum(editions.map(({ id }) => id)).optional(), page: pageQuery.shape.page });
  return { ...searchView(editions, query), unused: unusedText(askedOf(searched, query).unused) };
}
