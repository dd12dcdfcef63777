/** Addresses and the section of the guide that is about them; `*` = one step. The first that fits counts. */
const TOPICS: readonly (readonly [pattern: string, topic: string])[] = [
  ["/", "home"],
  ["/imports/new", "imports"],
  ["/imports/*", "import"],
  ["/imports", "imports"],
  ["/quarantine", "quarantine"],
  ["/runs/new", "runs"],
  ["/runs/compare", "runs"],
  ["/runs/*/explain/*", "student"],
  ["/runs/*", "run"],
  ["/runs", "runs"],
  ["/waiting", "waiting"],
  ["/capacity", "capacity"],
  ["/students/*/assign", "by-hand"],
  ["/students/*/edit", "forms"],
  ["/students/new", "forms"],
  ["/students/*", "student"],
  ["/students", "students"],
  ["/mentors/*/drain", "drain"],
  ["/mentors/*/edit", "forms"],
  ["/mentors/new", "forms"],
  ["/mentors/*", "mentor"],
  ["/mentors", "mentors"],
  ["/managers", "managers"],
  ["/utilization", "utilization"],
  ["/exports", "exports"],
  ["/audit", "audit"],
  ["/jobs", "jobs"],
  ["/settings/password", "account"],
  ["/settings/sessions", "account"],
  ["/settings", "settings"],
  ["/help", "start"],
];

const fits = (pattern: string, steps: readonly string[]): boolean => {
  const wanted = pattern.split("/").filter(Boolean);
  if (wanted.length === 0) return steps.length === 0;
  return wanted.length <= steps.length && wanted.every((step, i) => step === "*" || step === steps[i]);
};

/** The section of the guide about an address, or null where there is none: a page without help is a bug a test tells. */
export const topicOf = (path: string): string | null => {
  const steps = path.split("/").filter(Boolean);
  return TOPICS.find(([pattern]) => fits(pattern, steps))?.[1] ?? null;
};
