/** What GraphiQL opens with on IzaOS' own graph: README's first query, over the first containers instead of one by name. */
export const FIRST_QUERY = `# Containers with all that belongs to them, in one query.
query FirstLook {
  containers(first: 5) {
    totalCount
    nodes {
      name
      state
      image { name sizeBytes }
      networks { nodes { ipv4Address network { name driver } } }
      mounts { nodes { target volume { name mountPoint } } }
      metrics { cpuCores memoryBytes networkReceivedBytes }
      host { name metrics { cpuRatio memoryRatio } }
      policyVerdict { allowed violations { setting message } }
      auditTrail(first: 5) { nodes { at actorName action outcome } }
    }
    outages { endpoint reason }
  }
}
`;

/** For graphs that nobody here wrote. */
export const PLAIN_QUERY = `query {
  __typename
}
`;
