import { combine, matchesDateTime, matchesString, type Predicate } from '#schema/filter.ts';
import { parseLabelSelector } from '#schema/label-selector.ts';
import type { ContainerRecord, ImageRecord } from './domain.ts';
import type { ComputeEndpoint } from './port.ts';
import type { ContainerFilter, ImageFilter, WorkloadFilter } from './generated/resolvers.ts';
import { matchesBigInt } from '#schema/filter.ts';

type Maybe<T> = T | null | undefined;

/** Whether a container fits; BAD_USER_INPUT for a label selector that is none. */
export function containerPredicate(filter: Maybe<ContainerFilter>): Predicate<ContainerRecord> {
  return combine<ContainerRecord, ContainerFilter>(filter, (own) => {
    const labels = own.labels == null ? undefined : parseLabelSelector(own.labels);
    return (container) =>
      matchesString(own.name, container.name) &&
      (own.state == null || own.state.includes(container.state)) &&
      matchesString(own.image, container.imageReference) &&
      fitsEndpoint(own, container.endpoint, container.platform) &&
      (labels === undefined || labels(container.labelMap)) &&
      matchesDateTime(own.createdAt, container.createdAt) &&
      (own.health == null || (container.health !== undefined && own.health.includes(container.health)));
  });
}

export function workloadPredicate(filter: Maybe<WorkloadFilter>): Predicate<ContainerRecord> {
  if (!filter) return () => true;
  const { name, state, endpoint, platform, labels } = filter;
  return containerPredicate({
    ...(name && { name }),
    ...(state && { state }),
    ...(endpoint && { endpoint }),
    ...(platform && { platform }),
    ...(labels != null && { labels }),
  });
}

export function imagePredicate(filter: Maybe<ImageFilter>): Predicate<ImageRecord> {
  if (!filter) return () => true;
  const labels = filter.labels == null ? undefined : parseLabelSelector(filter.labels);
  return (image) =>
    (!filter.tag || image.tags.some((tag) => matchesString(filter.tag, tag))) &&
    matchesString(filter.endpoint, image.endpoint) &&
    (labels === undefined || labels(image.labelMap)) &&
    matchesBigInt(filter.sizeBytes, image.sizeBytes);
}

/** Endpoints a list with this filter is about: only their outages matter to it. */
export function endpointsFor<E extends ComputeEndpoint>(
  endpoints: readonly E[],
  filter: Maybe<Pick<ContainerFilter, 'endpoint' | 'platform'>>,
): readonly E[] {
  return filter ? endpoints.filter(({ name, platform }) => fitsEndpoint(filter, name, platform)) : endpoints;
}

function fitsEndpoint(
  filter: Pick<ContainerFilter, 'endpoint' | 'platform'>,
  name: string,
  platform: ContainerRecord['platform'],
): boolean {
  return (
    matchesString(filter.endpoint, name) && (filter.platform == null || filter.platform.includes(platform))
  );
}
