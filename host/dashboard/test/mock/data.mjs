// What the mock server begins with: a shop with one pipeline that works and one that fails.
const at = (minutesAgo) => new Date(Date.now() - minutesAgo * 60_000).toISOString();

export const kHostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

const meter = (component, wall, more) => ({
  component, batches: 3, records_in: 380, records_out: 377, bytes_in: 120_000, bytes_out: 118_000, allocations: null, blocks: 3, memory_bytes: 90_000,
  cpu_own_ns: 2e7, cpu_parse_ns: 1e7, cpu_write_ns: 0, cpu_http_ns: 1e6, wall_ns: wall, wait_first_byte_ns: 0, wait_transfer_ns: 0, wait_budget_ns: 0, wait_retry_ns: 0, wait_elsewhere_ns: 1e6, ...more,
});
const kProfile = {
  components: [
    meter('subscriber (lightspeedhq.subscriber)', 3.4e9, { wait_first_byte_ns: 1.1e9, wait_transfer_ns: 2e8, wait_budget_ns: 2e9 }),
    meter('transformers[0] (core.filter)', 3.2e7), meter('transformers[1] (core.map)', 3.3e7), meter('books (file.publisher)', 6e7),
  ],
  cpu_ns_by_plugin: { core: 4e7 }, cpu_ns_of_host: { parse: 1e7 }, store: { commits: 4, commit_ns: 3e7, wait_commit_ns: 2e7, flush_ns: 4e6 },
  sink_waited_for_pages_ns: 3e9, source_waited_for_room_ns: 0, nothing_new_ns: 0, elapsed_ns: 4.2e9, bound: 'bound by the rate budget of shop',
};

export function runsOf(count) {
  const runs = [];
  for (let id = count; id >= 1; --id) {
    const failed = id % 7 === 0;
    const pipeline = id % 3 ? 'nightly-products' : 'customers-back';
    const started = at((count - id) * 15 + 3);
    runs.push({
      id, pipeline, outcome: failed ? 'failed' : id % 5 === 0 ? 'parked' : 'done', cause: 'schedule', started,
      ended: new Date(Date.parse(started) + 4200 + id).toISOString(), elapsed_ms: 4200 + id,
      read: 200 + id * 3, filtered: id % 11, delivered: failed ? 0 : 190 + id * 3, parked: id % 5 === 0 ? 7 : 0, waiting: 0,
      profile: kProfile,
      ...(failed ? { message: 'subscriber (lightspeedhq.subscriber): 401: the token is not valid' } : {}),
    });
  }
  return runs;
}

export function tasksOf(count) {
  const tasks = [];
  for (let id = 1; id <= count; ++id) {
    const name = id === 3 ? kHostile : `Mug ${id}`;
    const value = `{"id":"p-${id}","name":${JSON.stringify(name)},"price":1.10,"stock":12345678901234567890}`;
    tasks.push({
      id, pipeline: id % 4 ? 'nightly-products' : 'customers-back', step: 'publishers[0] (http.publisher)', state: 'parked',
      key: `p-${id}`, message: id % 4 ? `422: price: must be at least 2 (record ${id})` : '409: email already exists',
      status: 9, remote_code: id % 4 ? 422 : 409, group: id % 4 ? 1 : 2, attempts: 1 + (id % 3), first: at(900), last: at(id),
      version: 1, origin: '', source: value, value, first_us: 0, last_us: 0, part: 0,
      earlier: [{ time: at(900), time_us: 0, status: 4, remote_code: 503, message: '503: come back later' }],
      answer: { request: 'POST /items', payload: value, status: 422, response: '{"error":"price: must be at least 2"}' },
    });
  }
  return tasks;
}

export const kGroups = [
  { group: 1, pipeline: 'nightly-products', step: 'publishers[0] (http.publisher)', status: 9, pattern: '#: price: must be at least # (record #)', state: 'parked', count: 30, first: at(900), last: at(1), recent: { from: at(900), to: at(1), counts: [1, 0, 0, 4, 2, 0, 7, 9, 3, 4] } },
  { group: 2, pipeline: 'customers-back', step: 'publishers[0] (http.publisher)', status: 9, pattern: '#: email already exists', state: 'parked', count: 10, first: at(800), last: at(4), recent: { from: at(800), to: at(4), counts: [10] } },
];

export const kFiles = {
  'clients/shop.yaml': `# The shop in Berlin.
clients:
  shop:
    use: lightspeedhq.client
    base_uri: https://berlin.retail.lightspeed.app # no /api
    token: \${LIGHTSPEED_TOKEN}
`,
  'incoming/products.yaml': `incoming:
  products:
    subscriber:
      use: lightspeedhq.subscriber
      client: shop
      entity: products
      request: {query: {page_size: 200, deleted: true}}
`,
  'outgoing/books.yaml': `outgoing:
  books:
    publisher: {use: file.publisher, path: books.ndjson}
`,
  'pipelines/nightly-products.yaml': `# Every night, before the shop opens.
pipelines:
  nightly-products:
    schedule: {cron: 30 2 * * *, time_zone: Europe/Berlin}
    from: products
    transformers:
      # what was deleted does not matter here
      - use: core.filter
        where: "!deleted_at"
      - use: core.map
        set: {margin: price - cost} # both are numbers
    to: [books]
`,
  'pipelines/customers-back.yaml': `pipelines:
  customers-back:
    schedule: {every: 15m}
    subscriber: {use: file.subscriber, path: customers.ndjson}
    publisher: {use: lightspeedhq.publisher, client: shop, entity: customers, action: upsert}
`,
};

const parameter = (where, name, type, required = false, description = '') => ({ in: where, name, type, required, description });
export const kCatalogue = {
  entities: [
    {
      name: 'products', title: 'Products', description: 'What the shop sells',
      actions: [
        { name: 'list', method: 'GET', path: '/products', paged: true, scopes: ['products:read'], webhooks: ['product.update'],
          parameters: [parameter('query', 'page_size', 'integer', false, 'Rows of a page'), parameter('query', 'deleted', 'boolean', false, 'Deleted ones as well'), parameter('query', 'sku', 'text')] },
        { name: 'get', method: 'GET', path: '/products/{product_id}', scopes: ['products:read'], webhooks: [],
          parameters: [parameter('path', 'product_id', 'text', true)] },
        { name: 'create', method: 'POST', path: '/products', scopes: ['products:write'], webhooks: ['product.update'],
          parameters: [parameter('payload', 'name', 'text', true), parameter('payload', 'supply_price', 'number')] },
      ],
    },
    {
      name: 'customers', title: 'Customers',
      actions: [
        { name: 'list', method: 'GET', path: '/customers', paged: true, scopes: ['customers:read'], webhooks: ['customer.update'], parameters: [parameter('query', 'page_size', 'integer')] },
        { name: 'upsert', method: 'POST', path: '/customers', scopes: ['customers:write'], webhooks: ['customer.update'],
          parameters: [parameter('path', 'customer_id', 'text'), parameter('payload', 'first_name', 'text', true), parameter('payload', 'last_name', 'text', true), parameter('payload', 'email', 'text')] },
      ],
    },
  ],
};

export const kFunctions = [
  { name: 'length', signature: 'length(value)', family: 'array', help: 'How many items, members or characters', example: 'length(items)' },
  { name: 'lower', signature: 'lower(text)', family: 'text', help: 'In small letters', example: 'lower(email)' },
  { name: 'to_number', signature: 'to_number(value)', family: 'number', help: 'The number that a text holds', example: 'to_number(price)' },
];
