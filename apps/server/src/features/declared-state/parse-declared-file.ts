import { DeclaredState, type FieldError } from '@consentry/contract';
import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { pathOfPointer } from '../../platform/json-pointer.ts';
import { DeclaredFileInvalid } from './declared-file-invalid.ts';
import { inlineLogos } from './inline-logos.ts';
import { lineOfPath } from './line-of-path.ts';
import { redirectUriIssues } from './redirect-uri-issues.ts';

/** Aliases expand into as many nodes as they name: an honest file needs few (“billion laughs”). */
const MAX_ALIASES = 100;

export interface DeclaredFile {
  readonly state: DeclaredState;
  /** Errors of the management API in words of the file: `line N, key clients[0].name: reason`. */
  explain(errors: readonly FieldError[]): string[];
}

/** Reads a declared state from YAML, and the logos that it names from beside it. Throws `DeclaredFileInvalid` with every fault at once. */
export function parseDeclaredFile(text: string, directory: string): DeclaredFile {
  const lines = new LineCounter();
  const document = parseYaml(text, lines);
  const faultAt = (path: readonly PropertyKey[], reason: string): string =>
    `line ${lineOfPath(document, lines, path)}, ${keyText(path)}: ${reason}`;
  const value = toValue(document);
  const ofLogos = inlineLogos(value, directory);
  const parsed = DeclaredState.safeParse(value);
  if (!parsed.success || ofLogos.length > 0) {
    const faults = (parsed.error?.issues ?? []).flatMap((issue) => issueFaults(issue, faultAt));
    const others = [...redirectUriIssues(value), ...ofLogos].map(({ path, message }) => faultAt(path, message));
    throw new DeclaredFileInvalid([...new Set([...faults, ...others])]);
  }
  return {
    state: parsed.data,
    explain: (errors) => errors.map(({ pointer, detail }) => faultAt(pathOfPointer(pointer), detail)),
  };
}

function parseYaml(text: string, lineCounter: LineCounter): Document.Parsed {
  const document = parseOrRefuse(text, lineCounter);
  const faults = [...document.errors, ...document.warnings].map(
    (error) => `line ${lineCounter.linePos(error.pos[0]).line}${keyAt(text, error)}: ${withoutText(error.message)}`,
  );
  if (faults.length > 0) throw new DeclaredFileInvalid(faults);
  if (document.contents === null) throw new DeclaredFileInvalid(['line 1: the file is empty; it needs users, resource_servers or clients']);
  return document;
}

/** Which key stands there twice; nothing but a plain word of ours is repeated. */
function keyAt(text: string, error: YAMLError): string {
  const key = error.code === 'DUPLICATE_KEY' ? /^[a-z_]{1,40}(?=\s*:)/.exec(text.slice(error.pos[0]))?.[0] : undefined;
  return key === undefined ? '' : `, key ${key}`;
}

/** Some messages end with a piece of the file, which may be a secret. */
function withoutText(message: string): string {
  return message.replace(/:? ".*$/s, '');
}

function parseOrRefuse(text: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, strict: true, stringKeys: true, uniqueKeys: true, logLevel: 'error' });
  } catch (cause) {
    throw new DeclaredFileInvalid(['line 1: the file is nested too deeply'], { cause });
  }
}

function toValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new DeclaredFileInvalid([`line 1: aliases of the file expand into too much, or name no anchor`], { cause });
  }
}

function issueFaults(issue: z.core.$ZodIssue, faultAt: (path: readonly PropertyKey[], reason: string) => string): string[] {
  if (issue.code !== 'unrecognized_keys') return [faultAt(issue.path, issue.message)];
  return issue.keys.map((key) => faultAt([...issue.path, key], 'is not a key that is known here'));
}

function keyText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  const text = path.map((part) => {
    if (/^\d+$/.test(String(part))) return `[${String(part)}]`;
    return /^[A-Za-z_][\w-]*$/.test(String(part)) ? `.${String(part)}` : `[${JSON.stringify(String(part))}]`;
  });
  return `key ${text.join('').replace(/^\./, '')}`;
}
