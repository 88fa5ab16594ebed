import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import type { ReadDiscovery } from '../../http/own-discovery.ts';
import { createClientForService } from './create-client-for-service.ts';
import { getClientConfiguration } from './get-client-configuration.ts';
import { getClientGuide } from './get-client-guide.ts';
import { listGuides } from './list-guides.ts';

const { guides } = contract;

export function guideRoutes(readDiscovery: ReadDiscovery) {
  return [
    implement(guides.list, async (_ctx, { query }) => listGuides(query)),
    implement(guides.get, async (ctx, { params }) => getClientGuide(ctx, { ...params, discovery: await readDiscovery() })),
    implement(guides.configuration, async (ctx, { params }) =>
      getClientConfiguration(ctx, { ...params, discovery: await readDiscovery() }),
    ),
    implement(guides.createClient, (ctx, { params, body }) => createClientForService(ctx, { ...body, ...params })),
  ];
}
