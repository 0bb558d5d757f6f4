/** View model of the platform's page. */

interface Option {
  readonly value: string;
  readonly label: string;
}

export interface AdminView {
  readonly health: readonly { readonly term: string; readonly description: string }[];
  readonly editions: readonly { readonly id: string; readonly title: string; readonly revisionText: string; readonly itemsText: string; readonly importedText: string }[];
  readonly operators: readonly { readonly id: string; readonly name: string; readonly sector: string }[];
  readonly operatorsText: string;
  readonly pager: { readonly summary: string; readonly previousHref: string | null; readonly nextHref: string | null };
  readonly operatorOptions: readonly Option[];
  readonly sectorOptions: readonly Option[];
  readonly roleOptions: readonly Option[];
}
