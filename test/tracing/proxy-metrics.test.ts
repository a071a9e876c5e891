import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ProxyMetrics } from '../../src';

function web(): kplus.Deployment {
  return new kplus.Deployment(new Chart(new App(), 'shop', { namespace: 'shop' }), 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
}

const annotationsOf = (workload: kplus.Deployment) => ApiObject.of(workload).toJson().spec.template.metadata.annotations;

test('the pods get the annotations that Dynatrace reads', () => {
  const workload = web();
  ProxyMetrics.of(workload).scrape();
  expect(annotationsOf(workload)).toEqual({
    'metrics.dynatrace.com/scrape': 'true', 'metrics.dynatrace.com/port': '15020', 'metrics.dynatrace.com/path': '/stats/prometheus',
  });
  expect(() => ProxyMetrics.of(workload).scrape()).not.toThrow();
});

test('the names of the metrics become a filter, sorted', () => {
  const workload = web();
  ProxyMetrics.of(workload).scrape({ names: ['istio_tcp_*', 'istio_request*', 'istio_tcp_*'] });
  expect(annotationsOf(workload)['metrics.dynatrace.com/filter']).toBe('{"mode":"include","names":["istio_request*","istio_tcp_*"]}');
});

test('other metrics of the pods are not overwritten', () => {
  const workload = web();
  workload.podMetadata.addAnnotation('metrics.dynatrace.com/port', '8080');
  expect(() => ProxyMetrics.of(workload).scrape()).toThrow(new Error(
    'the annotation "metrics.dynatrace.com/port" of "shop/Web" can\'t be "15020", because it already is "8080"; remove one of the two',
  ));
  expect(annotationsOf(workload)).toEqual({ 'metrics.dynatrace.com/port': '8080' });
});

test.each([[[]], [['']], [['a', ' ']]])('the names %j are refused', names => {
  expect(() => ProxyMetrics.of(web()).scrape({ names })).toThrow(new Error(`'names' must have names of metrics, got "${names.join(', ')}"; leave it out for all metrics`));
});
