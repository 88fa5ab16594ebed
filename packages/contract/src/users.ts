import { z } from 'zod';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { Email, NoNul, Password, Timestamp, Username } from './values.ts';

const Text = NoNul.max(500);
/** It becomes a link at whoever reads the claim, so no `javascript:`. */
const WebUrl = NoNul.max(2048).refine((value) => URL.canParse(value) && /^https?:\/\//i.test(value), 'must be an http or https URL');

export const Address = z
  .strictObject({ formatted: Text, street_address: Text, locality: Text, region: Text, postal_code: Text, country: Text })
  .partial()
  .describe('OIDC Core §5.1.1')
  .meta({ id: 'Address' });

/** Standard claims (OIDC Core §5.1) beside `email` and `groups`, which have members of their own. */
export const standardClaims = {
  name: Text,
  given_name: Text,
  family_name: Text,
  middle_name: Text,
  nickname: Text,
  preferred_username: Text.describe('absent: the username'),
  profile: WebUrl,
  picture: WebUrl,
  website: WebUrl,
  gender: Text,
  birthdate: z.string().regex(/^(\d{4}|\d{4}-\d{2}-\d{2})$/, 'must be YYYY-MM-DD or YYYY'),
  zoneinfo: Text,
  locale: Text,
  phone_number: z.string().regex(/^\+[0-9]{6,15}(;ext=[0-9]+)?$/, 'must be an E.164 number such as +4930123456'),
  phone_number_verified: z.boolean(),
  address: Address,
};
export const StandardClaims = z.strictObject(standardClaims).partial().meta({ id: 'StandardClaims' });
export type StandardClaims = z.infer<typeof StandardClaims>;

const Groups = z.array(NoNul.min(1).max(128)).max(500).describe('the claim `groups`');

export const User = z
  .object({
    user_id: z.string().describe('`sub` of tokens with a public subject'),
    username: Username,
    email: Email.nullable(),
    email_verified: z.boolean(),
    claims: StandardClaims,
    groups: z.array(z.string()),
    operator: z.boolean().describe('may use the console and the whole management API'),
    disabled_at: Timestamp.nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const CreateUser = z
  .strictObject({
    username: Username,
    password: Password.optional().describe('absent: the user cannot sign in with a password'),
    email: Email.nullable().optional(),
    email_verified: z.boolean().optional(),
    claims: StandardClaims.optional(),
    groups: Groups.optional(),
    operator: z.boolean().optional(),
  })
  .meta({ id: 'CreateUser' });
export type CreateUser = z.infer<typeof CreateUser>;

export const UpdateUser = CreateUser.partial().meta({ id: 'UpdateUser' });
export type UpdateUser = z.infer<typeof UpdateUser>;

const UserParams = z.object({ user_id: NoNul.max(64) });

export const users = {
  list: route({
    id: 'users.list',
    method: 'get',
    path: '/users',
    scope: 'users:read',
    summary: 'Lists users, newest first.',
    query: PageQuery.extend({ q: NoNul.max(200).optional().describe('part of the username, the e-mail address or the name') }),
    response: pageOf(User),
  }),
  create: route({
    id: 'users.create',
    method: 'post',
    path: '/users',
    scope: 'users:write',
    summary: 'Creates a user.',
    body: CreateUser,
    response: User,
    status: 201,
    problems: ['username-taken', 'email-taken'],
  }),
  get: route({
    id: 'users.get',
    method: 'get',
    path: '/users/{user_id}',
    scope: 'users:read',
    summary: 'Reads a user.',
    params: UserParams,
    response: User,
    problems: ['user-not-found'],
  }),
  update: route({
    id: 'users.update',
    method: 'patch',
    path: '/users/{user_id}',
    scope: 'users:write',
    summary: 'Changes the members that are sent; a new password ends the user’s sessions.',
    params: UserParams,
    body: UpdateUser,
    response: User,
    problems: ['user-not-found', 'username-taken', 'email-taken', 'last-operator'],
  }),
  disable: route({
    id: 'users.disable',
    method: 'post',
    path: '/users/{user_id}/disable',
    scope: 'users:write',
    summary: 'Disables a user: no sign-in, no token, all sessions end.',
    params: UserParams,
    response: User,
    problems: ['user-not-found', 'last-operator'],
  }),
  enable: route({
    id: 'users.enable',
    method: 'post',
    path: '/users/{user_id}/enable',
    scope: 'users:write',
    summary: 'Lets a disabled user sign in again.',
    params: UserParams,
    response: User,
    problems: ['user-not-found'],
  }),
};
