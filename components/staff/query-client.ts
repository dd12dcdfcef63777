import { QueryClient } from "@tanstack/react-query";

/** One for the whole window: what the frame asked is known to all its parts. */
export const frameClient = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });
