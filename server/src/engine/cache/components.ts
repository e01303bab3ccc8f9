// Strongly connected components of a graph, targets first (Tarjan, without recursion: chains of imports are long).

/** Components of the nodes; each comes after all that it leads to. */
export function components<T>(nodes: readonly T[], targetsOf: (node: T) => readonly T[]): T[][] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const waiting = new Set<T>();
  const found: T[][] = [];
  const visit = (start: T): void => {
    const path: { node: T; targets: readonly T[]; next: number }[] = [];
    const enter = (node: T): void => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      stack.push(node);
      waiting.add(node);
      path.push({ node, targets: targetsOf(node), next: 0 });
    };
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      const target = top.targets[top.next++];
      if (target !== undefined) {
        if (!index.has(target)) enter(target);
        else if (waiting.has(target)) low.set(node, Math.min(low.get(node) ?? 0, index.get(target) ?? 0));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) low.set(above.node, Math.min(low.get(above.node) ?? 0, low.get(node) ?? 0));
      if (low.get(node) !== index.get(node)) continue;
      const members = stack.splice(stack.lastIndexOf(node));
      for (const member of members) waiting.delete(member);
      found.push(members);
    }
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found;
}
