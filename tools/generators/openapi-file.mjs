/** The OpenAPI description of the management API, as the server of this version answers it. */
export async function openApiFile() {
  const { contract, openApiDocument } = await import('../../packages/contract/dist/index.js');
  const { VERSION } = await import('../../apps/server/dist/version.js');
  return [['docs/openapi.json', `${JSON.stringify(openApiDocument(contract, VERSION), null, 2)}\n`]];
}
