/** `AccessToken` becomes `access_token`. The engine's own types do not know this module. */
declare function snakeCase(name: string): string;
// oxlint-disable-next-line import/no-default-export -- it is how the engine exports it
export default snakeCase;
