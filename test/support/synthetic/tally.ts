import type { Judgement } from './judge.ts';

/** What came of many made repositories. */
export class Tally {
  #repositories = 0;
  #released = 0;
  #allMoved = 0;
  #allMovedReleased = 0;
  readonly #wrong: Judgement[] = [];
  readonly #stale: Judgement[] = [];
  readonly #stops = new Map<string, { count: number; example: string }>();

  add(judgement: Judgement): void {
    this.#repositories += 1;
    const { isStopped, wrong, stale, repository } = judgement;
    if (!isStopped) this.#released += 1;
    if (repository.hasAllMoved) this.#allMoved += 1;
    if (repository.hasAllMoved && !isStopped) this.#allMovedReleased += 1;
    if (wrong.length > 0) this.#wrong.push(judgement);
    if (!isStopped && stale.length > 0) this.#stale.push(judgement);
    if (!isStopped || !repository.hasAllMoved) return;
    for (const { code, what } of judgement.problems) {
      const kind = `${code}: ${what
        .replaceAll(/\d+/g, 'N')
        .replaceAll(/"[^"]*"/g, '…')
        .slice(0, 90)}`;
      const known = this.#stops.get(kind);
      if (known === undefined) this.#stops.set(kind, { count: 1, example: `seed ${repository.seed}: ${what}` });
      else known.count += 1;
    }
  }

  /** Of repositories whose places all moved in a release before, the share that is released without a stop. */
  get share(): number {
    return this.#allMoved === 0 ? 1 : this.#allMovedReleased / this.#allMoved;
  }

  get wrong(): readonly Judgement[] {
    return this.#wrong;
  }

  /** Released although a place still says the old version. */
  get stale(): readonly Judgement[] {
    return this.#stale;
  }

  get holds(): boolean {
    return this.#wrong.length === 0 && this.#stale.length === 0 && this.share >= 0.95;
  }

  lines(): string[] {
    const few = (judgements: readonly Judgement[], of: 'wrong' | 'stale') =>
      judgements
        .slice(0, 12)
        .map(
          (each) => `  seed ${each.repository.seed} (${each.repository.next.text}): ${each[of].slice(0, 2).join('; ')}`,
        );
    const stops = [...this.#stops].sort(([, a], [, b]) => b.count - a.count).slice(0, 25);
    return [
      `${this.#repositories} repositories: ${this.#released} released without a stop`,
      `${this.#allMoved} whose places all moved before: ${this.#allMovedReleased} released without a stop, ${(this.share * 100).toFixed(1)} %`,
      `${this.#wrong.length} with a wrong edit`,
      ...few(this.#wrong, 'wrong'),
      `${this.#stale.length} released with a stale place`,
      ...few(this.#stale, 'stale'),
      ...stops.map(([kind, { count, example }]) => `  ${count} stopped by ${kind}\n      ${example}`),
    ];
  }
}
