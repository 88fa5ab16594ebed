import type { CodeTokenKind, GuideCode } from '@consentry/contract';
import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import dart from 'highlight.js/lib/languages/dart';
import go from 'highlight.js/lib/languages/go';
import groovy from 'highlight.js/lib/languages/groovy';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import nginx from 'highlight.js/lib/languages/nginx';
import php from 'highlight.js/lib/languages/php';
import properties from 'highlight.js/lib/languages/properties';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const LANGUAGES = {
  bash,
  csharp,
  css,
  dart,
  dotenv: properties,
  go,
  groovy,
  html: xml,
  http,
  java,
  javascript,
  json,
  jsx: javascript,
  kotlin,
  nginx,
  php,
  properties,
  python,
  ruby,
  swift,
  toml: ini,
  tsx: typescript,
  typescript,
  vue: xml,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, language);

/** The highlighter's many kinds, in the few that a reader tells apart. */
const KINDS: Readonly<Record<string, CodeTokenKind>> = {
  attr: 'name',
  attribute: 'name',
  built_in: 'title',
  class: 'title',
  comment: 'comment',
  doctag: 'comment',
  function: 'title',
  keyword: 'keyword',
  link: 'string',
  literal: 'number',
  meta: 'meta',
  name: 'keyword',
  number: 'number',
  property: 'name',
  quote: 'comment',
  regexp: 'string',
  section: 'keyword',
  'selector-class': 'title',
  'selector-tag': 'keyword',
  string: 'string',
  symbol: 'string',
  tag: 'keyword',
  title: 'title',
  type: 'title',
  'variable.language': 'keyword',
};

type Token = GuideCode['tokens'][number];

/** Code with where each kind of word in it begins and ends; a language that nothing is known of is one plain piece. */
export function highlightCode(content: string, language: string): GuideCode {
  if (highlighter.getLanguage(language) === undefined) return { language, content, tokens: [{ length: content.length, kind: null }] };
  const { value } = highlighter.highlight(content, { language, ignoreIllegals: true });
  return { language, content, tokens: joined(tokensOf(value)) };
}

/** What the highlighter's markup is made of: a span that begins, one that ends, a character that was escaped, or plain text. */
const PIECE = /<span class="([^"]*)">|(<\/span>)|(&#?\w+;)|[^<&]+/g;

function tokensOf(markup: string): Token[] {
  const open: (CodeTokenKind | null)[] = [null];
  const tokens: Token[] = [];
  for (const [piece, classNames, end, entity] of markup.matchAll(PIECE)) {
    const kind = open.at(-1) ?? null;
    if (classNames !== undefined) open.push(kindOf(classNames) ?? kind);
    else if (end !== undefined) open.pop();
    else tokens.push({ length: entity === undefined ? piece.length : 1, kind });
  }
  return tokens;
}

/** `hljs-title function_` and the like. */
function kindOf(classNames: string): CodeTokenKind | null {
  const [name = '', sub = ''] = classNames.split(' ').map((one) => one.replace(/^hljs-|_+$/g, ''));
  return KINDS[`${name}.${sub}`] ?? KINDS[name] ?? null;
}

function joined(tokens: Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    if (last !== undefined && last.kind === token.kind) last.length += token.length;
    else result.push({ ...token });
  }
  return result;
}
