"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Attention, attentionQuery } from "./attention.query";

/** One for the whole window: both navigations, wide and narrow, share what was asked. */
const client = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

type Props = { path: string; onCounts: (counts: Attention) => void };

/** Keeps the counts of the navigation up to date. Draws nothing; it is fetched after the page, so that no page waits for it. */
export default function LiveAttention(props: Props) {
  return (
    <QueryClientProvider client={client}>
      <Asking {...props} />
    </QueryClientProvider>
  );
}

function Asking({ path, onCounts }: Props) {
  const { data } = useQuery(attentionQuery);
  useEffect(() => {
    if (data) onCounts(data);
  }, [data, onCounts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another page is the reason to ask again
  useEffect(() => {
    void client.refetchQueries({ ...attentionQuery, stale: true });
  }, [path]);
  return null;
}
