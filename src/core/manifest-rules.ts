import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { quotePath } from './check-construct';
import { LIST_ITEM_WITHOUT_NAMESPACE, OVERWRITTEN_FILE } from './construct-rule';
import type { ConstructFinding } from './finding-collector';
import { Manifest, ownerOf } from './manifest';
import { nearestMesh } from './mesh-scope';
import { append } from '../analysis/base/group-by';
import { groupKindOf } from '../analysis/base/group-kind';
import { recordOf, textOf } from '../analysis/base/json';
import { quote } from '../analysis/base/quote';
import { isNamespaced } from '../analysis/model/pod-template';

/** What is wrong with how cdk8s writes the objects, by construct. */
export type ManifestFindings = ReadonlyMap<IConstruct, readonly ConstructFinding[]>;

/** Checks how cdk8s writes the objects of a whole app. */
export function checkManifests(root: IConstruct, manifests: readonly Manifest[]): ManifestFindings {
  const findings = new Map<IConstruct, ConstructFinding[]>();
  for (const { apiObject, message } of overwrittenFiles(root, manifests)) { append(findings, apiObject, { rule: OVERWRITTEN_FILE, message }); }
  for (const manifest of manifests) {
    const message = lostNamespace(manifest);
    if (message !== undefined) { append(findings, manifest.apiObject, { rule: LIST_ITEM_WITHOUT_NAMESPACE, message }); }
  }
  return findings;
}

/** Objects with the file of an object before them. cdk8s names files of single objects by kind and name, without the namespace. */
function* overwrittenFiles(root: IConstruct, manifests: readonly Manifest[]): Iterable<{ readonly apiObject: IConstruct; readonly message: string }> {
  const { yamlOutputType: type, outputFileExtension: extension } = root as Partial<App>;
  if (type !== YamlOutputType.FILE_PER_RESOURCE && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) { return; }
  const isByChart = type === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  const firsts = new Map<string, ApiObject>();
  // The items of a List are in one file.
  for (const [apiObject, manifest] of new Map(manifests.map(each => [each.apiObject, each]))) {
    const file = `${fileNameOf(manifest)}${extension}`;
    const key = isByChart ? `${Chart.of(apiObject).node.path} ${file}` : file;
    const first = firsts.get(key);
    if (!first) { firsts.set(key, apiObject); continue; }
    // Another rule reports what is declared twice.
    if (isDuplicate(first, apiObject)) { continue; }
    const remedy = isByChart ? 'put them into different charts' : 'set yamlOutputType to YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, with the objects in different charts';
    yield { apiObject, message: `cdk8s writes this object to the file ${quote(file)}, and ${quotePath(ownerOf(first))} too, so one of them is lost; give one another name, or ${remedy}` };
  }
}

/** Whether both are one object of one mesh. */
function isDuplicate(one: ApiObject, other: ApiObject): boolean {
  return groupKindOf(one) === groupKindOf(other) && one.metadata.namespace === other.metadata.namespace && one.metadata.name === other.metadata.name
    && nearestMesh(one) === nearestMesh(other);
}

/** The name that cdk8s gives to the file of an object. */
function fileNameOf({ apiObject, object, place }: Manifest): string {
  const { kind, metadata } = place === undefined ? object : apiObject.toJson() as Manifest['object'];
  return `${kind}.${textOf(recordOf(metadata).name)}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

function lostNamespace({ apiObject, object, place }: Manifest): string | undefined {
  if (place === undefined || recordOf(object.metadata).namespace !== undefined || !isNamespaced(object)) { return undefined; }
  const { namespace } = Chart.of(apiObject);
  return namespace === undefined
    ? undefined
    : `${place} (${textOf(object.kind)} ${quote(recordOf(object.metadata).name)}) has no namespace: cdk8s gives the namespace ${quote(namespace)} of the chart to the List and not `
      + 'to its items, so kubectl applies the item to the namespace of its context; set metadata.namespace of the item, or create the item as an ApiObject of its own';
}
