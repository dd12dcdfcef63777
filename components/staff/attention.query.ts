import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";

const waits = z.int().nonnegative().nullable();
const attentionSchema = z.object({
  imports: waits,
  quarantine: waits,
  waiting: waits,
  runs: waits,
  jobs: waits,
  notices: waits,
});
export type Attention = z.infer<typeof attentionSchema>;

const FRESH_MS = 10_000;
const AGAIN_MS = 45_000;

/** The counts beside the sections: asked again every 45 s, when the window is looked at again, and after going to another page. */
export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: async ({ signal }): Promise<Attention> => {
    const response = await fetch("/api/v1/attention", { signal });
    if (!response.ok) throw new Error(`attention: ${response.status}`);
    return attentionSchema.parse(await response.json());
  },
  staleTime: FRESH_MS,
  refetchInterval: AGAIN_MS,
});
