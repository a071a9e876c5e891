import { append, groupBy } from '../../base/group-by';
import { isRecord } from '../../base/json';
import { ConvertedDynaKube, dynaKubeOf, DynaKubeSpec } from '../../dynatrace/dynakube';
import { hasPublicRegistryFlag, isReadable, namesImage } from '../../dynatrace/dynakube-state';
import type { Violation } from '../../findings/rule';
import type { MeshModel } from '../../model/mesh-model';
import { findSecret } from '../../model/secret';
import { operatorVersionOf } from '../../settings/operator-version';

/** A DynaKube among the objects. */
export interface KnownDynaKube extends ConvertedDynaKube {
  /** Its index in the list of objects. */
  readonly index: number;
}

/** Prefix of platform tokens. */
const PLATFORM_TOKEN = 'dt0s16';

/** DynaKubes that the operator can read, by namespace. The operator compares only DynaKubes of the same namespace. */
export function dynaKubesByNamespace(model: MeshModel): ReadonlyMap<string, readonly KnownDynaKube[]> {
  return model.once('dynakubes', () => {
    const groups = new Map<string, KnownDynaKube[]>();
    for (const [index, object] of model.objects.entries()) {
      const dynakube = isRecord(object) ? dynaKubeOf(object, operatorVersionOf(model.settings)) : undefined;
      if (!dynakube || !isReadable(dynakube.spec)) { continue; }
      append(groups, dynakube.namespace, { ...dynakube, index });
    }
    return groups;
  });
}

/** Checks each DynaKube with a check that depends on other objects of its namespace, such as Secrets. */
export function* eachDynaKube(model: MeshModel, check: (dynakube: KnownDynaKube) => Iterable<string>): Iterable<Violation> {
  for (const group of dynaKubesByNamespace(model).values()) {
    for (const dynakube of group) {
      for (const message of check(dynakube)) { yield { object: dynakube.index, message }; }
    }
  }
}

/**
 * Reports each DynaKube that needs an image in a template and has none, although images do not come from the public registry.
 *
 * @param condition when the image is required, as messages say it
 */
export function eachWithoutImage(
  model: MeshModel, template: keyof NonNullable<DynaKubeSpec['templates']>, condition: string, needsImage: (spec: DynaKubeSpec) => boolean,
): Iterable<Violation> {
  return eachDynaKube(model, dynakube => {
    const { spec } = dynakube;
    return needsImage(spec) && !usesPublicRegistry(model, dynakube) && !namesImage(spec.templates?.[template]?.imageRef)
      ? [`'spec.templates.${template}.imageRef' must have a repository and a tag or digest ${condition}; set an image, or use the public registry (with a feature flag or a platform token)`]
      : [];
  });
}

/** Reports each DynaKube that has the same key as another DynaKube of its namespace. A DynaKube without a key is not compared. */
export function* eachShared(
  model: MeshModel,
  keyOf: (dynakube: KnownDynaKube) => string | undefined,
  describe: (key: string, other: KnownDynaKube) => string,
): Iterable<Violation> {
  for (const group of dynaKubesByNamespace(model).values()) {
    const having = group.filter(dynakube => keyOf(dynakube) !== undefined);
    for (const [key, sharing] of groupBy(having, dynakube => keyOf(dynakube) ?? '')) {
      for (const dynakube of sharing) {
        // Two DynaKubes with the same name are two states of one object.
        const other = sharing.find(({ name }) => name !== dynakube.name);
        if (other) { yield { object: dynakube.index, message: describe(key, other), related: other.index }; }
      }
    }
  }
}

/** Whether the token of a DynaKube is a platform token. Known only if its Secret is among the objects. */
export function hasPlatformToken(model: MeshModel, { namespace, name, spec }: ConvertedDynaKube): boolean {
  const secret = findSecret(model, namespace, spec.tokens || name);
  return secret instanceof Map && (secret.get('apiToken') ?? '').startsWith(PLATFORM_TOKEN);
}

/** Whether images come from the public registry, as far as the objects show. */
export function usesPublicRegistry(model: MeshModel, dynakube: ConvertedDynaKube): boolean {
  return hasPublicRegistryFlag(dynakube.annotations) || hasPlatformToken(model, dynakube);
}
