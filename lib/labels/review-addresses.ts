/** The handed-in sheets that wait for the visitor. */
export const REVIEW_HREF = "/operator/review";
