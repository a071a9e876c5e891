import { ApiObject, ApiObjectMetadataDefinition, Chart, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';
import { groupKindOf } from '../analysis/base/group-kind';
import { podTemplatePath } from '../analysis/model/pod-template';

const WORKLOAD = Symbol.for('cdk8s-istio-oneagent.Workload');

/** Reads and writes the annotations of a workload's pods, whichever library created the workload. */
export abstract class Workload {
  /**
   * The workload of a construct.
   *
   * @throws if the construct has no pod template
   */
  public static of(construct: IConstruct): Workload {
    const known = (construct as IConstruct & { [WORKLOAD]?: Workload })[WORKLOAD];
    if (known) { return known; }
    // For the object of a cdk8s-plus workload, return that workload: a patch of the object would hide what is added to `podMetadata` later.
    const owner = construct.node.scope;
    if (owner && hasPodMetadata(owner) && owner.node.defaultChild === construct) { return Workload.of(owner); }
    const workload = hasPodMetadata(construct) ? new PlusWorkload(construct, construct.podMetadata) : new RawWorkload(construct, objectOf(construct));
    Object.defineProperty(construct, WORKLOAD, { value: workload });
    return workload;
  }

  /** @param construct the construct that the user passed */
  protected constructor(public readonly construct: IConstruct) {}

  /** The current value of an annotation of the pods. */
  public abstract annotation(key: string): string | undefined;

  /** A field of the spec of the pods, as it renders. */
  public podField(field: string): unknown {
    const apiObject = objectOf(this.construct);
    return [...podTemplatePath(groupKindOf(apiObject)) ?? [], 'spec', field].reduce(memberOf, apiObject.toJson() as unknown);
  }

  /** Sets an annotation of the pods, and replaces its value if there is one. */
  public abstract setAnnotation(key: string, value: string): void;
}

/** A workload of any version of cdk8s-plus. It is recognized by its shape, because each version has its own types. */
class PlusWorkload extends Workload {
  public constructor(construct: IConstruct, private readonly podMetadata: ApiObjectMetadataDefinition) {
    super(construct);
  }

  public annotation(key: string): string | undefined {
    return this.podMetadata.toJson()?.annotations?.[key];
  }

  public setAnnotation(key: string, value: string): void {
    this.podMetadata.addAnnotation(key, value);
  }
}

/** Any other object (raw, L1 or included). It is read as it renders, and changed by patches. */
class RawWorkload extends Workload {
  private readonly templatePath: readonly string[];

  public constructor(construct: IConstruct, private readonly apiObject: ApiObject) {
    super(construct);
    const path = podTemplatePath(groupKindOf(apiObject));
    if (!path) { throw new Error(noPodTemplate(construct, `${apiObject.apiVersion} ${apiObject.kind}`)); }
    this.templatePath = path;
  }

  public annotation(key: string): string | undefined {
    const annotations = [...this.templatePath, 'metadata', 'annotations'].reduce(memberOf, this.apiObject.toJson() as unknown);
    const value = memberOf(annotations, key);
    // YAML reads an unquoted port as a number, and a value of the user must not be lost.
    return value === undefined || value === null ? undefined : String(value);
  }

  public setAnnotation(key: string, value: string): void {
    // A patch needs all parents, and must not replace those of the user by empty ones.
    const path = [...this.templatePath, 'metadata', 'annotations'];
    let at: unknown = this.apiObject.toJson();
    for (const [depth, field] of path.entries()) {
      at = memberOf(at, field);
      if (at === undefined || at === null) {
        this.apiObject.addJsonPatch(JsonPatch.add(pointer(path.slice(0, depth + 1)), {}));
      }
    }
    this.apiObject.addJsonPatch(JsonPatch.add(pointer([...path, key]), value));
  }
}

function hasPodMetadata(construct: IConstruct): construct is IConstruct & { readonly podMetadata: ApiObjectMetadataDefinition } {
  const { podMetadata } = construct as { podMetadata?: { addAnnotation?: unknown; toJson?: unknown } };
  return typeof podMetadata?.addAnnotation === 'function' && typeof podMetadata.toJson === 'function';
}

/** The object of a construct. For a chart, `ApiObject.of()` would return an arbitrary child. */
function objectOf(construct: IConstruct): ApiObject {
  if (Chart.isChart(construct)) { throw new Error(noPodTemplate(construct, 'a Chart')); }
  let at: IConstruct | undefined = construct;
  while (at && !ApiObject.isApiObject(at)) { at = at.node.defaultChild; }
  if (!at) { throw new Error(noPodTemplate(construct, 'a construct without an object of its own')); }
  return at as ApiObject;
}

function noPodTemplate(construct: IConstruct, got: string): string {
  return `"${construct.node.path}" has no pod template: pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, got ${got}`;
}

function memberOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as { [field: string]: unknown })[field] : undefined;
}

function pointer(path: readonly string[]): string {
  return path.map(field => `/${field.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}
