import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { listPageTexts } from './list-page-texts.ts';
import { resetPageText } from './reset-page-text.ts';
import { setPageText } from './set-page-text.ts';

const { pageTexts } = contract;

export const pageTextRoutes = [
  implement(pageTexts.list, (ctx, { params }) => listPageTexts(ctx, params.language)),
  implement(pageTexts.set, (ctx, { params, body }) => setPageText(ctx, { ...params, ...body })),
  implement(pageTexts.reset, (ctx, { params }) => resetPageText(ctx, params)),
];
