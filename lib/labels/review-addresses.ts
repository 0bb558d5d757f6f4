/** The list of handed-in sheets that the visitor has to review. */
export const REVIEW_HREF = "/operator/review";
