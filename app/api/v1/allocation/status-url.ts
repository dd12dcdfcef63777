/** Where to look how a job of a run goes. */
export const statusUrl = (jobId: string): string => `/api/v1/allocation/status/${jobId}`;
