/** Says at the head of a page where it comes from, so that nobody edits it by hand. */
export function generatedFrom(source) {
  return `<!-- Generated from ${source} by npm run generate. Edit it there. -->`;
}

/** A table; cells are text, in which a bar would end the cell. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** Blocks with an empty line between them, and one newline at the end. */
export function page(...blocks) {
  return `${blocks.flat().join('\n\n')}\n`;
}
