import { type GraphQLDocument, type Operation, resolveValue, type Selection } from './document.ts';

/**
 * The points of a query: the requests that its connections would take if each were as long as it may be, divided by 100,
 * at least one. `name(first: 50) { other(first: 10) }` takes 1 + 50 of them.
 *
 * Source: GitHub GraphQL documentation, "Rate limits and query limits for the GraphQL API", "Predicting the point value
 * of a query".
 */
export function costOf(
  document: GraphQLDocument,
  operation: Operation,
  variables: ReadonlyMap<string, unknown>,
): number {
  const requests = (selections: readonly Selection[], times: number): number =>
    selections.reduce((sum, selection) => {
      if (selection.kind !== 'field') {
        const fragment = selection.kind === 'fragment' ? selection : document.fragments.get(selection.name);
        return sum + requests(fragment?.selections ?? [], times);
      }
      const argument = selection.args.get('first') ?? selection.args.get('last');
      const count = argument === undefined ? null : Number(resolveValue(argument, variables));
      const inner = requests(selection.selections ?? [], times * (count ?? 1));
      return sum + inner + (count === null ? 0 : times);
    }, 0);
  return Math.max(1, Math.round(requests(operation.selections, 1) / 100));
}
