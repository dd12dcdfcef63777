/**
 * How often a property is tried: `usual` times, or PROPERTY_RUNS times where that is set (CI's longer job: 10,000; a mutation
 * run: a few).
 */
export const runsOf = (usual: number): { numRuns: number } => ({
  numRuns: Number(process.env.PROPERTY_RUNS ?? usual),
});
