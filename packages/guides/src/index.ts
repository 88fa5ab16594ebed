export * from './fill-guide.ts';
export * from './guide.ts';
export * from './guide-by-slug.ts';
export * from './guide-text.ts';
export * from './load-guides.ts';
export * from './placeholders.ts';
export * from './recipe-settings.ts';
export * from './service-address.ts';
