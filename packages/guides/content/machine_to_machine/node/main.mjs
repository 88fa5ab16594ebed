import { accessToken } from './access-token.mjs';

const { value, scope } = await accessToken();
console.log(`A token for ${process.env.API_RESOURCE} with the scope ${scope}`);

// Send it to the API that it is for:
export const headers = { authorization: `Bearer ${value}` };
