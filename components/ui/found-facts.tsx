import { SideBySide } from "./side-by-side";
import type { Found } from "./use-found";
import { Code } from "./values";

/** What tells things of one name apart: codes in the digits of the page, ids and names as they stand. */
export function FoundFacts({ facts }: Pick<Found, "facts">) {
  return (
    <SideBySide>
      {facts.map((fact) =>
        typeof fact === "number" ? <Code key={fact} value={fact} /> : <bdi key={fact}>{fact}</bdi>,
      )}
    </SideBySide>
  );
}
