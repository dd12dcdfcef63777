import { isUuid } from "./ids";
import { PANELS, type PanelName } from "./panel";

/** What a filter takes: one of these values, a code, a plain word (an id or a name of ours) — or `many` of them, joined by commas. */
export type FilterRule = OneRule | { readonly many: OneRule };
type OneRule = readonly string[] | "number" | "word";
/** Among the values of a filter: a uuid, whichever it is. */
export const ANY_ID = "<id>";

/** What a list reads from its address: order, page, filters. Personal data never go there. Source: Contracts §1. */
export type ViewSpec<Sort extends string = string> = {
  /** Sortable keys. */
  readonly sorts: readonly Sort[];
  /** Key to start with; a leading `-` means descending. */
  readonly defaultSort: Sort | `-${Sort}`;
  /** Filter name → what it takes. Anything else in the address is ignored. */
  readonly filters?: Readonly<Record<string, FilterRule>>;
  /** Rows per page, the first is the default. */
  readonly sizes?: readonly number[];
  /** Parameter that says after which row a list goes on that is stepped through instead of having pages. */
  readonly cursor?: string;
  /** Prefix of the parameters where a page has two tables. */
  readonly name?: string;
};

export type View<Sort extends string = string> = {
  sort: { key: Sort; desc: boolean };
  /** 1-based. */
  page: number;
  size: number;
  /** Rows before this page. */
  offset: number;
  /** Values by name; several of a `many` filter stand joined by commas (`valuesOf`, `codesOf`). */
  filters: Readonly<Record<string, string>>;
  /** Keys of columns the reader does not want to see. */
  hidden: ReadonlySet<string>;
  /** Whether rows stand closer together. */
  dense: boolean;
  /** All parameters of the address, those of other tables too; not what stands open. */
  params: Readonly<Record<string, string>>;
  spec: ViewSpec<Sort>;
};

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const PAGES_MAX = 100_000;
const SIZES = [25, 50, 100];
const COLUMN = /^[A-Za-z]{1,40}$/;
/** Shorter than a counter or a national id: neither can stand in an address. */
const CODE = /^\d{1,8}$/;
/** Whether a filter of codes takes it. */
export const isCode = (text: string): boolean => CODE.test(text);
/** `5:7` = 5, 6 and 7. */
const RANGE = /^(\d{1,8}):(\d{1,8})$/;
const RANGE_MAX = 1_000;
const WORD = /^(?!\d{9,}$)[\w.:-]{1,64}$/;
const VALUES_MAX = 60;

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
const positive = (text: string | undefined, max: number): number | null => {
  const n = /^\d{1,7}$/.test(text ?? "") ? Number(text) : 0;
  return n >= 1 && n <= max ? n : null;
};

const isRange = (value: string): boolean => {
  const [, from, to] = RANGE.exec(value) ?? [];
  return from !== undefined && Number(from) <= Number(to) && Number(to) - Number(from) < RANGE_MAX;
};
const takes = (rule: OneRule, value: string): boolean => {
  if (rule === "number") return isCode(value);
  if (rule === "word") return WORD.test(value);
  return value === ANY_ID ? false : rule.includes(value) || (rule.includes(ANY_ID) && isUuid(value));
};

/** What remains of a filter's text under its rule; null when nothing does. */
const kept = (rule: FilterRule, text: string): string | null => {
  if (typeof rule === "string" || !("many" in rule)) return takes(rule, text) ? text : null;
  const { many } = rule;
  const values = text
    .split(",")
    .filter((value) => takes(many, value) || (many === "number" && isRange(value)));
  return values.length > 0 ? [...new Set(values)].slice(0, VALUES_MAX).join(",") : null;
};

const paramsOf = (search: SearchParams): Record<string, string> => {
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(search)) {
    const text = first(value);
    if (text !== undefined && text !== "" && !PANELS.includes(key as PanelName)) params[key] = text;
  }
  return params;
};

/** The parameter's full name in the address. */
export const paramOf = (spec: ViewSpec, key: string): string => (spec.name ? `${spec.name}.${key}` : key);

const sortOf = <Sort extends string>(spec: ViewSpec<Sort>, asked: string): View<Sort>["sort"] => {
  const key = spec.sorts.find((sort) => sort === asked.replace(/^-/, ""));
  if (key !== undefined) return { key, desc: asked.startsWith("-") };
  const fallback = spec.defaultSort.replace(/^-/, "") as Sort;
  return { key: fallback, desc: spec.defaultSort.startsWith("-") };
};

const columnsOf = (text: string | undefined): string[] =>
  (text ?? "").split(",").filter((column) => COLUMN.test(column));

/** Reads the address; unknown or broken parameters fall back to the default, never to an error. */
export const readView = <Sort extends string>(search: SearchParams, spec: ViewSpec<Sort>): View<Sort> => {
  const params = paramsOf(search);
  const read = (key: string): string | undefined => params[paramOf(spec, key)];
  const sort = sortOf(spec, read("sort") ?? spec.defaultSort);
  const sizes = spec.sizes ?? SIZES;
  const size = sizes.find((n) => String(n) === read("size")) ?? sizes[0] ?? 25;
  const page = positive(read("page"), PAGES_MAX) ?? 1;
  const filters: Record<string, string> = {};
  for (const [name, rule] of Object.entries(spec.filters ?? {})) {
    const value = kept(rule, read(name) ?? "");
    if (value !== null) filters[name] = value;
  }
  const hidden = new Set(columnsOf(read("hide")));
  const dense = read("dense") === "1";
  return { sort, page, size, offset: (page - 1) * size, filters, hidden, dense, params, spec };
};

/** The values of a filter; none when it is not set. */
export const valuesOf = (text: string | undefined): string[] => (text ? text.split(",") : []);

/** The codes of a filter, ranges (`5:7`) spelled out; absent when it is not set. */
export const codesOf = (text: string | undefined): number[] | undefined => {
  if (!text) return undefined;
  return valuesOf(text).flatMap((value) => {
    const [, from, to] = RANGE.exec(value) ?? [];
    if (from === undefined) return [Number(value)];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
};

/** The values of a filter that are of a known list; absent when it is not set. */
export const oneOf = <Value extends string>(
  known: readonly Value[],
  text: string | undefined,
): Value[] | undefined => (text ? known.filter((value) => valuesOf(text).includes(value)) : undefined);

/** Parameters that say where one is in a list, not what is looked at. */
const PASSING = ["page", "view", "class", "tab", ...PANELS];

/**
 * What an address says that outlives it: order, filters, columns, density and size, in one order, without the page. `dropped`
 * names the parameters of which something is not known to the list (any more).
 */
export const keptQuery = (query: string, spec: ViewSpec): { query: string; dropped: string[] } => {
  const asked = new URLSearchParams(query);
  const { sort, hidden, dense, size, filters } = readView(Object.fromEntries(asked), spec);
  const lists: Record<string, string> = { ...filters, hide: [...hidden].join(",") };
  const now: Record<string, string | undefined> = {
    sort: `${sort.desc ? "-" : ""}${sort.key}`,
    ...lists,
    dense: dense ? "1" : "",
    size: String(size),
  };
  const next = new URLSearchParams();
  const dropped: string[] = [];
  const keys = ["sort", ...Object.keys(spec.filters ?? {}), "hide", "dense", "size"];
  for (const key of keys) {
    const was = asked.get(paramOf(spec, key));
    if (!was) continue;
    const value = now[key] ?? "";
    if (value !== was) dropped.push(key);
    if (value === was || lists[key]) next.set(paramOf(spec, key), value);
  }
  const known = new Set([...keys, ...PASSING].map((key) => paramOf(spec, key)));
  if (spec.cursor) known.add(spec.cursor);
  return {
    query: queryOf(next),
    dropped: [...dropped, ...[...asked.keys()].filter((key) => !known.has(key))],
  };
};

/** Parameters as the query of an address; commas and colons stay readable. */
export const queryOf = (params: URLSearchParams): string =>
  params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
