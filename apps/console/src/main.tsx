import './zod-without-eval.ts';
import 'virtual:theme.css';
import './styles/mantine.css';
import './styles/console.css';
import { ProblemError } from '@consentry/contract';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { Announcements } from './components/announcements.tsx';
import { queryClient } from './data/query-client.ts';
import { loadTranslations, translations } from './messages/translations.ts';
import { router } from './router.ts';
import { theme } from './styles/theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

await loadTranslations();

// The CSS variables and breakpoint classes stand in the stylesheet: injected <style> elements are refused by the Content-Security-Policy.
createRoot(root, { onCaughtError: reportUnexpected }).render(
  <StrictMode>
    <I18nextProvider i18n={translations}>
      <QueryClientProvider client={queryClient}>
        <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
          <RouterProvider router={router} />
          <Announcements />
        </MantineProvider>
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
);

/** A problem of the management API is shown where it happened; only what nobody foresaw belongs into the browser's log. */
function reportUnexpected(error: unknown): void {
  if (!(error instanceof ProblemError)) console.error(error);
}
