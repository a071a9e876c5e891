import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { copyOfState, hasState, rendersState } from './object-state';
import { plainValue, ResolvedCopy, resolvedCopy, resolvesTo } from './resolved-value';

/** What an object rendered. */
export interface Rendering {
  /** What was rendered, as far as possible a copy that nobody else can change. */
  readonly value: unknown;
}

interface Known extends Rendering {
  /** What it was rendered from. Undefined if that is not known. */
  readonly state: ResolvedCopy;
  /** A copy of what was rendered. Undefined if that is not plain data, or its state is known. */
  readonly copy: ResolvedCopy;
}

/**
 * Renders objects. An object that renders what it rendered the last time has the same `Rendering`, so two calls tell which objects have changed.
 *
 * Nothing tells that an object has changed: a patch, a label or a setter changes it, or a change of a value that was passed to it. An object whose class is
 * `ApiObject` is compared with a copy of all that it renders from, which takes a fifth of the time of rendering. Any other object is rendered, and the results compared.
 */
export class LastRenderings {
  private known = new WeakMap<ApiObject, Known>();
  private sorting: unknown;

  /** @param root the app, whose resolvers decide what its objects render */
  public constructor(private readonly root: IConstruct) {}

  /** What objects render. */
  public of(apiObjects: readonly ApiObject[]): Rendering[] {
    const sorting = process.env.CDK8S_DISABLE_SORT;
    if (sorting !== this.sorting) { this.forget(); }
    this.sorting = sorting;
    const comparesState = rendersState(this.root);
    return apiObjects.map(apiObject => this.render(apiObject, comparesState));
  }

  /** Frees the memory. */
  public forget(): void {
    this.known = new WeakMap();
  }

  private render(apiObject: ApiObject, comparesState: boolean): Rendering {
    const last = this.known.get(apiObject);
    if (comparesState && last?.state && isUnchanged(apiObject, last.state)) { return last; }
    const rendered: unknown = apiObject.toJson();
    const state = comparesState ? copyOfState(apiObject) : undefined;
    if (!state && last && resolvesTo(rendered, last.copy)) { return last; }
    const known = knownOf(rendered, state);
    this.known.set(apiObject, known);
    return known;
  }
}

function knownOf(rendered: unknown, state: ResolvedCopy): Known {
  // What cdk8s renders from a state is new. A class of the app can render a value that it changes later.
  const copy = state ? undefined : resolvedCopy(rendered);
  return { value: copy ? plainValue(copy) : rendered, state, copy };
}

function isUnchanged(apiObject: ApiObject, state: ResolvedCopy): boolean {
  try {
    return hasState(apiObject, state);
  } catch {
    // A lazy value throws: rendering throws again, with the path of the object.
    return false;
  }
}
