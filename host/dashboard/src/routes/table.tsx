// Which page an address shows, and where the menu has it.
import { match } from '../state/router';
import { type LazyPart, lazy } from '../ui/lazy';

export type PageProps = { params: Record<string, string> };
export type Route = { pattern: string; page: LazyPart<PageProps> };
export type MenuEntry = { href: string; title: string };

export const kMenu: { title: string; entries: MenuEntry[] }[] = [
  {
    title: 'Operation',
    entries: [
      { href: '/', title: 'Overview' },
      { href: '/pipelines', title: 'Pipelines' },
      { href: '/runs', title: 'Runs' },
      { href: '/tasks', title: 'Tasks' },
      { href: '/log', title: 'Log' },
    ],
  },
  {
    title: 'Connections',
    entries: [
      { href: '/clients', title: 'Clients' },
      { href: '/incoming', title: 'Incoming' },
      { href: '/outgoing', title: 'Outgoing' },
    ],
  },
  {
    title: 'System',
    entries: [
      { href: '/configuration', title: 'Configuration' },
      { href: '/state', title: 'State' },
      { href: '/plugins', title: 'Plugins' },
      { href: '/playground', title: 'Playground' },
      { href: '/audit', title: 'Audit' },
      { href: '/access', title: 'Access' },
    ],
  },
];

const overview = lazy<PageProps>(async () => (await import('./overview/overview')).Overview);
const objects = lazy<PageProps>(async () => (await import('./objects/list')).ObjectList);
const object = lazy<PageProps>(async () => (await import('./objects/page')).ObjectPage);
const create = lazy<PageProps>(async () => (await import('./objects/create')).CreateObject);

export const kRoutes: Route[] = [
  { pattern: '/', page: overview },
  { pattern: '/pipelines', page: lazy(async () => (await import('./pipelines/list')).PipelineList) },
  { pattern: '/pipelines/new', page: lazy(async () => (await import('./pipelines/create')).CreatePipeline) },
  { pattern: '/pipelines/:name', page: lazy(async () => (await import('./pipelines/page')).PipelinePage) },
  { pattern: '/runs', page: lazy(async () => (await import('./runs/list')).RunList) },
  { pattern: '/runs/:id', page: lazy(async () => (await import('./runs/page')).RunPage) },
  { pattern: '/tasks', page: lazy(async () => (await import('./tasks/page')).TasksPage) },
  { pattern: '/tasks/:id', page: lazy(async () => (await import('./tasks/task')).TaskPage) },
  { pattern: '/jobs', page: lazy(async () => (await import('./tasks/jobs')).JobList) },
  { pattern: '/jobs/:id', page: lazy(async () => (await import('./tasks/jobs')).JobPage) },
  { pattern: '/log', page: lazy(async () => (await import('./log/page')).LogPage) },
  { pattern: '/configuration', page: lazy(async () => (await import('./configuration/page')).ConfigurationPage) },
  { pattern: '/configuration/:file', page: lazy(async () => (await import('./configuration/file')).FilePage) },
  { pattern: '/history/:id', page: lazy(async () => (await import('./configuration/history')).HistoryPage) },
  { pattern: '/state', page: lazy(async () => (await import('./state/page')).StatePage) },
  { pattern: '/plugins', page: lazy(async () => (await import('./plugins/list')).PluginList) },
  { pattern: '/plugins/:id', page: lazy(async () => (await import('./plugins/component')).ComponentPage) },
  { pattern: '/playground', page: lazy(async () => (await import('./playground/page')).Playground) },
  { pattern: '/audit', page: lazy(async () => (await import('./audit/page')).AuditPage) },
  { pattern: '/access', page: lazy(async () => (await import('./access/page')).AccessPage) },
  { pattern: '/oauth/callback', page: lazy(async () => (await import('./oauth/callback')).OauthCallback) },
  { pattern: '/:kind', page: objects },
  { pattern: '/:kind/new', page: create },
  { pattern: '/:kind/:name', page: object },
];

// The page at an address, and what its pattern takes from it.
export function routeOf(at: string): { page: LazyPart<PageProps>; params: Record<string, string> } | undefined {
  for (const { pattern, page } of kRoutes) {
    const params = match(pattern, at);
    if (params) return { page, params };
  }
  return undefined;
}
