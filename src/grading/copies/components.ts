/** Which of the numbers 0 … size - 1 belong together (union-find). */
export class Components {
  private readonly parents: Uint32Array;

  constructor(size: number) {
    this.parents = Uint32Array.from({length: size}, (_, i) => i);
  }

  /** The least number of a component stands for it. */
  find(member: number): number {
    let root = member;
    while (this.parents[root] !== root) root = this.parents[root] as number;
    for (let at = member; at !== root; ) {
      const next = this.parents[at] as number;
      this.parents[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    this.parents[Math.max(x, y)] = Math.min(x, y);
  }

  /** Components of at least two, members ascending, by their least member. */
  groups(): number[][] {
    const groups = new Map<number, number[]>();
    for (let member = 0; member < this.parents.length; member++) {
      const root = this.find(member);
      if (root === member) continue;
      const group = groups.get(root);
      if (group) group.push(member);
      else groups.set(root, [root, member]);
    }
    return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
  }
}
