import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/**
 * The points of a query: the requests that its connections would take if each were as long as it may be, divided by 100,
 * at least one. `name(first: 50) { other(first: 10) }` takes 1 + 50 of them.
 *
 * Source: GitHub GraphQL documentation, "Rate limits and query limits for the GraphQL API", "Predicting the point value
 * of a query".
 */
export function costOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  // Requests grow with the times a selection is asked, so a fragment is counted once, however often it is spread.
  const counted = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    counted.set(name, 0);
    const requests = ofSelections(fragments.get(name)?.selectionSet);
    counted.set(name, requests);
    return requests;
  };
  const ofSelections = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(selection.name.value);
      const inner = ofSelections(selection.selectionSet);
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + inner;
      const asked = ['first', 'last'].map(
        (name) => selection.arguments?.find((each) => each.name.value === name)?.value,
      );
      const count = asked.map((value) => numberOf(value, variables)).find((each) => each !== null) ?? null;
      return sum + inner * (count ?? 1) + (count === null ? 0 : 1);
    }, 0);
  return Math.max(1, Math.round(ofSelections(operation.selectionSet) / 100));
}

function numberOf(value: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): number | null {
  const given =
    value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.INT ? Number(value.value) : null;
  return typeof given === 'number' ? given : null;
}
