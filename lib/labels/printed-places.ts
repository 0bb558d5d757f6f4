/** A suffix for a sentence with the place in the 安全ガイドライン that asks for it: 「（安全ガイドライン 3.1.4.1(2)）」. Empty if there is none. */
export const askedBy = (place: string | null): string => (place === null ? "" : `（安全ガイドライン ${place}）`);

/** A title with its chapter: 「参考文献（4章）」. */
export const ofChapter = (title: string, chapter: string | null): string => (chapter === null ? title : `${title}（${chapter}）`);
