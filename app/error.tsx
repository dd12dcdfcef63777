"use client";

import { BrokenPage } from "@/components/staff/broken-page";

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  // A full load rather than `reset`: what failed was on the server.
  return (
    <main>
      <BrokenPage error={error} retry={() => window.location.reload()} />
    </main>
  );
}
