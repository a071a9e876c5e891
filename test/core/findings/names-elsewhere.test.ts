import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EgressDestination, Mesh, ServiceEntry, ServicePort, Sidecar } from '../../../src';
import { namesElsewhere } from '../../../src/core/findings/names-elsewhere';

const GUIDE = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/other-languages.md';

/** As the kernel of jsii marks what it creates for a program in Python, Java, Go or C#. */
function createdByJsii<T extends object>(object: T): T {
  return Object.defineProperty(object, Symbol.for('$__jsii__objid__$'), { value: 'cdk8s.App@10000' });
}

test('an app in TypeScript needs no names of other languages', () => {
  expect(namesElsewhere(new App(), ['call allowEgressTo()'])).toBeUndefined();
});

test('methods get the names of each language, each once and sorted', () => {
  expect(namesElsewhere(createdByJsii({}), ['call requireEgress(), or allowEgressTo() of "a/b"', 'call allowEgressTo()'])).toBe(
    'allowEgressTo() is allow_egress_to() in Python and AllowEgressTo() in Go and C#; requireEgress() is require_egress() in Python and RequireEgress() in Go and C#: '
    + `see ${GUIDE}`,
  );
});

test('a static method has its class, as each language writes it', () => {
  expect(namesElsewhere(createdByJsii({}), ['pass ServicePort.grpcWeb()'])).toBe(
    `ServicePort.grpcWeb() is ServicePort.grpc_web() in Python, ServicePort_GrpcWeb() in Go and ServicePort.GrpcWeb() in C#: see ${GUIDE}`,
  );
});

test('messages without a method, and names with parentheses in quotes, need no line', () => {
  expect(namesElsewhere(createdByJsii({}), ['\'spec.hosts\' is empty', 'got "evil()", at a/path()'])).toBeUndefined();
});

/** The lines of the error of an app whose Sidecar does not import the destination that its workload needs. */
function errorOf(app: App): string[] {
  const mesh = new Mesh(app, 'Mesh');
  const shop = new Chart(mesh, 'shop', { namespace: 'shop' });
  const web = new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
  const [, rates] = ['payments', 'rates'].map(name => new ServiceEntry(shop, name, { hosts: [`${name}.example`], ports: [ServicePort.https()] }));
  new Sidecar(shop, 'Sidecar', { hosts: [rates] });
  mesh.requireEgress(web, EgressDestination.https('payments.example'));
  try {
    app.synth();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map(line => line.trim());
  }
}

test('the synth of an app in another language ends with the names of that language', () => {
  const inTypeScript = errorOf(new App());
  expect(inTypeScript.at(-1)).toContain('In the app, call allowEgressTo() of ');
  expect(errorOf(createdByJsii(new App()))).toEqual([
    ...inTypeScript, `[Mesh] allowEgressTo() is allow_egress_to() in Python and AllowEgressTo() in Go and C#: see ${GUIDE}`,
  ]);
});
