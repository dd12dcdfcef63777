"use client";

import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Attention, attentionQuery } from "./attention.query";
import { frameClient } from "./query-client";

type Props = { path: string; onCounts: (counts: Attention) => void };

/** Keeps the counts of the navigation up to date. Draws nothing; it is fetched after the page, so that no page waits for it. */
export default function LiveAttention(props: Props) {
  return (
    <QueryClientProvider client={frameClient}>
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
    void frameClient.refetchQueries({ ...attentionQuery, stale: true });
  }, [path]);
  return null;
}
