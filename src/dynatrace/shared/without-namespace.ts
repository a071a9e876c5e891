import { ApiObject, JsonPatch } from 'cdk8s';

/** Takes the namespace off an object of the whole cluster: cdk8s gives the one of the chart to every object. */
export function withoutNamespace<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) { object.addJsonPatch(JsonPatch.remove('/metadata/namespace')); }
  return object;
}
