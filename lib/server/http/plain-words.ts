/** The media type of a message in answer to a request. A page's script (`next-action`) only shows the message of a plain text with exactly this media type. */
export const plainTextFor = (nextAction: string | string[] | null | undefined): string =>
  nextAction === undefined || nextAction === null ? "text/plain; charset=utf-8" : "text/plain";
