/**
 * The media type of words in answer to a request. A page's own script (`next-action`) shows the words of a plain text alone, and
 * knows one by exactly this name.
 */
export const plainTextFor = (nextAction: string | string[] | null | undefined): string =>
  nextAction === undefined || nextAction === null ? "text/plain; charset=utf-8" : "text/plain";
