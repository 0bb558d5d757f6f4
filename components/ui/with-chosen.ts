interface Option {
  readonly value: string;
  readonly label: string;
}

/** A choice that the address asked for and the page does not offer, such as a department without sheets. */
const NOT_OFFERED = "（選べるものにない条件）";

/** The choices of a filter with the chosen one among them: else the browser shows the first, 「すべて」, above a list that is narrowed. */
export const withChosen = (options: readonly Option[], value: string): readonly Option[] =>
  value === "" || options.some((option) => option.value === value) ? options : [...options, { value, label: NOT_OFFERED }];
