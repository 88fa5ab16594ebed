import { createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eff3ff',
  '#dde6ff',
  '#bccdff',
  '#94aeff',
  '#7092fb',
  '#4f75ee',
  '#385fde',
  '#274bc4',
  '#1f3ea3',
  '#1a3382',
];
const gray: MantineColorsTuple = [
  '#f8f9fb',
  '#f1f3f6',
  '#e6e9ee',
  '#d8dce4',
  '#c4cad5',
  '#8f97a6',
  '#697182',
  '#4b5363',
  '#323946',
  '#1b202a',
];
const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#bcc3cf',
  '#9aa3b2',
  '#7b8496',
  '#3a4250',
  '#2a303b',
  '#1f242d',
  '#161a21',
  '#101319',
  '#0b0d11',
];

/** Palettes whose variables are written into the stylesheet. */
export const PALETTES: ReadonlySet<string> = new Set(['accent', 'gray', 'dark', 'red', 'teal', 'yellow']);

const SYSTEM_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

export const theme = createTheme({
  colors: { accent, gray, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  black: '#1b202a',
  defaultRadius: 'sm',
  radius: { sm: '6px', md: '10px' },
  fontFamily: SYSTEM_FONTS,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontFamily: SYSTEM_FONTS, fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
