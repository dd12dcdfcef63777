/** What a list page reads from its address: order, page, filters. Personal data never go there. Source: Contracts §1. */
export type ViewSpec<Sort extends string = string> = {
  /** Sortable keys. */
  sorts: readonly Sort[];
  /** Key to start with; a leading `-` means descending. */
  defaultSort: Sort | `-${Sort}`;
  /** Filter name → allowed values, or `number` for a free code. Anything else in the address is ignored. */
  filters?: Readonly<Record<string, readonly string[] | "number">>;
  /** Rows per page, the first is the default. */
  sizes?: readonly number[];
  /** Prefix of the parameters where a page has two tables. */
  name?: string;
};

export type View<Sort extends string = string> = {
  sort: { key: Sort; desc: boolean };
  /** 1-based. */
  page: number;
  size: number;
  /** Rows before this page. */
  offset: number;
  filters: Readonly<Record<string, string>>;
  /** Keys of columns the reader does not want to see. */
  hidden: ReadonlySet<string>;
  /** Whether rows stand closer together. */
  dense: boolean;
  /** All parameters of the address, those of other tables too. */
  params: Readonly<Record<string, string>>;
  spec: ViewSpec<Sort>;
};

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const PAGES_MAX = 100_000;
const COLUMN = /^[A-Za-z]{1,40}$/;
/** What changes how rows look, not which: the page stays. */
const LOOKS = new Set(["page", "hide", "dense"]);

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
const positive = (text: string | undefined, max: number): number | null => {
  const n = /^\d{1,7}$/.test(text ?? "") ? Number(text) : 0;
  return n >= 1 && n <= max ? n : null;
};
const allowed = (rule: readonly string[] | "number", value: string): boolean =>
  rule === "number" ? /^\d{1,10}$/.test(value) : rule.includes(value);

/** The parameter's full name in the address. */
const named = (spec: ViewSpec, key: string): string => (spec.name ? `${spec.name}.${key}` : key);

/** Reads the address; unknown or broken parameters fall back to the default, never to an error. */
export const readView = <Sort extends string>(search: SearchParams, spec: ViewSpec<Sort>): View<Sort> => {
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(search)) {
    const text = first(value);
    if (text !== undefined && text !== "") params[key] = text;
  }
  const read = (key: string): string | undefined => params[named(spec, key)];
  const asked = read("sort") ?? spec.defaultSort;
  const key = spec.sorts.find((sort) => sort === asked.replace(/^-/, ""));
  const fallback = spec.defaultSort.replace(/^-/, "") as Sort;
  const sort = key
    ? { key, desc: asked.startsWith("-") }
    : { key: fallback, desc: spec.defaultSort.startsWith("-") };
  const sizes = spec.sizes ?? [25, 50, 100];
  const size = sizes.find((n) => String(n) === read("size")) ?? sizes[0] ?? 25;
  const page = positive(read("page"), PAGES_MAX) ?? 1;
  const filters: Record<string, string> = {};
  for (const [name, rule] of Object.entries(spec.filters ?? {})) {
    const value = read(name);
    if (value !== undefined && allowed(rule, value)) filters[name] = value;
  }
  const hidden = new Set((read("hide") ?? "").split(",").filter((column) => COLUMN.test(column)));
  const dense = read("dense") === "1";
  return { sort, page, size, offset: (page - 1) * size, filters, hidden, dense, params, spec };
};

/** Address of the same page with changes; null removes a parameter. Whatever changes which rows are shown goes back to page 1. */
export const viewHref = (view: View, changes: Readonly<Record<string, string | null>>): string => {
  const next = new URLSearchParams(view.params);
  if (Object.keys(changes).some((key) => !LOOKS.has(key))) next.delete(named(view.spec, "page"));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) next.delete(named(view.spec, key));
    else next.set(named(view.spec, key), value);
  }
  const query = next.toString();
  return query ? `?${query}` : "?";
};

/** Name of the choice of rows on a list (`DataTable.choice.of`, `BulkBar.of`): under another filter another choice is made. */
export const choiceOf = (list: string, { filters }: View): string =>
  `${list}?${Object.entries(filters)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join("&")}`;
