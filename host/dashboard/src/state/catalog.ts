// Components, functions and objects of the configuration, read once and again after a change.
import { get, getAll, itemsOf } from '../api/client';
import type { CatalogueEntity, Component, ComponentKind, ConfigObject, ExpressionFunction, ObjectKind, Plugin, Schema } from '../api/model';
import { configurationChanges } from './live';
import { type Resource, useResource } from './resource';

const once = new Map<string, Promise<unknown>>();

// Plugins do not change while the server runs, so their answers are kept; failures are not.
function kept<T>(key: string, load: () => Promise<T>): Promise<T> {
  let found = once.get(key) as Promise<T> | undefined;
  if (!found) {
    found = load();
    once.set(key, found);
    found.catch(() => once.delete(key));
  }
  return found;
}

export const useComponents = (): Resource<Component[]> =>
  useResource(() => kept('components', () => getAll<Component>('/api/v1/components')), []);

export const usePlugins = (): Resource<Plugin[]> => useResource(() => kept('plugins', () => getAll<Plugin>('/api/v1/plugins')), []);

export const useFunctions = (): Resource<ExpressionFunction[]> =>
  useResource(() => kept('functions', () => getAll<ExpressionFunction>('/api/v1/functions')), []);

// What a configuration may say; the host's own settings are among its definitions.
export const useHostSchema = (): Resource<Schema> => useResource(() => kept('schema', () => get<Schema>('/api/v1/schema')), []);

export const useObjects = (): Resource<ConfigObject[]> =>
  useResource(() => getAll<ConfigObject>('/api/v1/objects'), [configurationChanges.value]);

const kFor: Record<ComponentKind, string> = { client: 'client', subscriber: 'subscriber', publisher: 'publisher', transformer: 'transformer' };

function entitiesOf(answer: unknown): CatalogueEntity[] {
  const body = (answer ?? {}) as { entities?: CatalogueEntity[]; actions?: CatalogueEntity['actions'] };
  if (body.entities) return body.entities.map((e) => ({ ...e, actions: e.actions ?? [] }));
  return body.actions ? [{ name: '', actions: body.actions }] : itemsOf<CatalogueEntity>(answer);
}

// What a component's plugin knows of the system; an empty list if it has no catalogue.
export function useCatalogue(component: Component | undefined): CatalogueEntity[] {
  const id = component?.id ?? '';
  const path = `/api/v1/components/${encodeURIComponent(id)}/catalogue?for=${kFor[component?.kind ?? 'subscriber']}`;
  const found = useResource(async () => (id && component?.schema.properties?.['entity'] ? kept(path, async () => entitiesOf(await get(path))) : []), [id]);
  return found.data ?? [];
}

export const kSections: Record<ObjectKind, string> = {
  client: 'clients', incoming: 'incoming', outgoing: 'outgoing', pipeline: 'pipelines', table: 'tables',
};

const kPluginNames: Record<string, string> = { lightspeedhq: 'LightSpeedHQ', http: 'HTTP', file: 'File', core: 'Core' };

// LightSpeedHQ Subscriber, for lightspeedhq.subscriber.
export function nameOf(component: Component, plugins: Plugin[] = []): string {
  const [plugin = '', ...rest] = component.id.split('.');
  const title = plugins.find((p) => p.name === plugin)?.title ?? kPluginNames[plugin] ?? plugin;
  const last = rest.join(' ').replace(/_/g, ' ');
  return `${title} ${last.charAt(0).toUpperCase()}${last.slice(1)}`;
}
