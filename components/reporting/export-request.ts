export type ExportScopeChoice = "NEW" | "RUN" | "YEAR";
export const SCOPE_CHOICES: readonly ExportScopeChoice[] = ["NEW", "RUN", "YEAR"];

/** What is being asked for on the page of a new export; it lives in the address, so that the numbers beside it follow. */
export type ExportRequest = {
  profile: string;
  year: number;
  scope: ExportScopeChoice;
  runId: string | null;
  /** Empty = all of the viewer's. */
  centers: readonly number[];
  format: "xlsx" | "csv";
};

type Offered = {
  profiles: readonly { profile: string; formats: readonly string[] }[];
  /** Year to start with, and those there are. */
  year: number;
  years: readonly number[];
  runs: readonly { id: string; year: number }[];
  centers: readonly number[];
};

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the address; what is not offered falls back. A run brings its year and scope with it. */
export const readRequest = (search: Search, offered: Offered): ExportRequest => {
  const text = (key: string): string => (typeof search[key] === "string" ? search[key] : "");
  const layout = offered.profiles.find((one) => one.profile === text("profile")) ?? offered.profiles[0];
  const run = offered.runs.find((one) => one.id === text("run"));
  const asked = SCOPE_CHOICES.find((one) => one === text("scope"));
  const year = run?.year ?? offered.years.find((one) => String(one) === text("year")) ?? offered.year;
  const ofYear = run ?? offered.runs.find((one) => one.year === year);
  const scope = run || (asked === "RUN" && ofYear) ? "RUN" : asked === "YEAR" ? "YEAR" : "NEW";
  const wanted = text("centers").split("-");
  return {
    profile: layout?.profile ?? "",
    year,
    scope,
    runId: scope === "RUN" ? (ofYear?.id ?? null) : null,
    centers: offered.centers.filter((code) => wanted.includes(String(code))),
    format: text("format") === "csv" && layout?.formats.includes("csv") ? "csv" : "xlsx",
  };
};

/** The address of a request. */
export const requestHref = (request: ExportRequest): string => {
  const query = new URLSearchParams({
    profile: request.profile,
    year: String(request.year),
    scope: request.scope,
  });
  if (request.runId) query.set("run", request.runId);
  if (request.centers.length > 0) query.set("centers", request.centers.join("-"));
  if (request.format === "csv") query.set("format", "csv");
  return `?${query}`;
};
