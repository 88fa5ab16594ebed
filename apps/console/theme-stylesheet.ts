import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, deepMerge, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';
import { cssVariables } from './src/styles/css-variables.ts';
import { PALETTES, theme } from './src/styles/theme.ts';

const NAME = 'virtual:theme.css';
const RESOLVED = `\0${NAME}`;

/**
 * Writes the theme's CSS variables into the stylesheet at build time. Mantine would inject them as a `<style>` element,
 * which the Content-Security-Policy (`style-src 'self'`) refuses.
 */
export function themeStylesheet(): Plugin {
  return {
    name: 'theme-stylesheet',
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? themeCss() : null),
  };
}

function themeCss(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const { variables, light, dark } = deepMerge(defaultCssVariablesResolver(merged), cssVariables(merged));
  return convertCssVariables({ variables: used(variables), light: used(light), dark: used(dark) });
}

/** Only palettes that the console uses: the other ten would be a third of the stylesheet. */
function used(variables: Record<string, string>): Record<string, string> {
  const unused = Object.keys(DEFAULT_THEME.colors).filter((color) => !PALETTES.has(color));
  const isUnused = (name: string) => unused.some((color) => name.startsWith(`--mantine-color-${color}-`));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isUnused(name)));
}
