import { ApiObject, Chart, Yaml } from 'cdk8s';
import { CONSUMERS, MORE_CALLS } from './consumers';
import { listValuesOf, pairsOf } from './list-values';
import { declaredFields, ordersOf, Place, placesIn, withValues } from './places';
import { Mesh } from '../../src';
import { newChart, VALID_CALLS } from '../wrong-values/valid-calls';

/** What an app writes that passes values at a place. */
function writtenWith(place: Place, values: (chart: Chart) => unknown): string {
  const chart = newChart();
  const { call } = place;
  const value = call.call(withValues([...call.args(chart)], place, values(chart)), chart);
  CONSUMERS[/^(\w+)\./.exec(call.name)?.[1] ?? '']?.(chart, value);
  // The objects one by one: the samples have all properties, so some contradict others, and a synth would fail.
  const objects = chart.node.findAll().filter(each => ApiObject.isApiObject(each)).map(each => (each as ApiObject).toJson() as unknown);
  const findings = call.name.includes('Mesh') ? JSON.stringify(Mesh.of(chart).findings(), undefined, 1) : '';
  return `${Yaml.stringify(...objects)}${findings}`;
}

/** The values for a place, in each order. */
function ordersFor({ field, isMap }: Place): readonly ((chart: Chart) => unknown)[] {
  if (isMap) { return ordersOf(pairsOf(field)).map(pairs => () => Object.fromEntries(pairs)); }
  const { values } = listValuesOf(field)!;
  return ordersOf([...values(newChart()).keys()]).map(order => chart => {
    const all = values(chart);
    return order.map(index => all[index]);
  });
}

function outputsOf(place: Place): Set<string> {
  return new Set(ordersFor(place).map(values => writtenWith(place, values)));
}

/** Whether a call accepts a value at a place, together with its other arguments. */
function isAccepted(place: Place): boolean {
  try {
    writtenWith(place, ordersFor(place)[0]);
    return true;
  } catch {
    return false;
  }
}

const places = [...VALID_CALLS, ...MORE_CALLS].flatMap(call => placesIn(call, call.args(newChart())))
  .filter(place => place.isMap || listValuesOf(place.field) !== undefined)
  .filter(isAccepted);
const unordered = places.filter(({ field, isMap }) => isMap || listValuesOf(field)!.ordered === undefined);
const ordered = places.filter(place => !unordered.includes(place));

test('every list and every map of the public API is tried', () => {
  const tried = new Set(places.map(({ field }) => field));
  expect(declaredFields().filter(field => !tried.has(field))).toEqual([]);
});

test.each(unordered)('the order of $field in $call.name changes no byte: $path', place => {
  const [first, ...others] = outputsOf(place);
  expect(others.map(other => other.split('\n'))).toEqual(others.map(() => first.split('\n')));
});

test.each([...new Set(ordered.map(({ field }) => field))])('the order of %s is kept', field => {
  // Some calls write no object that has it.
  expect(ordered.filter(place => place.field === field).some(place => outputsOf(place).size > 1)).toBe(true);
});
