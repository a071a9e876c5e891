import { groupKindOf } from '../../base/group-kind';
import { isRecord, recordOf, textOf } from '../../base/json';
import { refOf } from '../../base/object-ref';
import { quote } from '../../base/quote';
import { Severity } from '../../findings/finding';
import type { MeshRule, Violation } from '../../findings/rule';
import type { MeshModel } from '../../model/mesh-model';

/** Two objects of one kind have the same namespace and name. */
export const duplicateObject: MeshRule<MeshModel> = {
  name: 'kubernetes/duplicate-object',
  severity: Severity.ERROR,
  upstream: 'ours',
  *check({ objects }): Iterable<Violation> {
    const first = new Map<string, number>();
    for (const [index, object] of objects.entries()) {
      if (!isRecord(object)) { continue; }
      const metadata = recordOf(object.metadata);
      const [namespace, name] = [textOf(metadata.namespace), textOf(metadata.name)];
      if (name === undefined) { continue; }
      const identity = JSON.stringify([groupKindOf(object), refOf(object, index).namespace, name]);
      const related = first.get(identity);
      if (related === undefined) {
        first.set(identity, index);
      } else {
        const where = namespace === undefined ? '' : ` in namespace ${quote(namespace)}`;
        const message = `'metadata.name' must be unique for its kind${where}, got ${quote(name)} twice; rename or remove one of the two`;
        yield { object: index, message, related };
      }
    }
  },
};
