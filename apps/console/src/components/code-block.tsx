import type { GuideCode } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.tsx';
import { saveFile } from './save-file.ts';
import classes from './code-block.module.css';

interface CodeBlockProps {
  /** The file's path, or what else it is. */
  title: string;
  code: GuideCode;
  /** Under which name it can be saved. */
  fileName?: string;
}

/** Code with its kinds of words in colours, to copy or to save. */
export function CodeBlock({ title, code, fileName }: CodeBlockProps) {
  const { t } = useTranslation();
  return (
    <figure className={classes['code']}>
      <figcaption className={classes['caption']}>
        <span className={classes['path']}>{title}</span>
        {fileName !== undefined && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconDownload size={15} />}
            aria-label={t('guides.save_file', { file: fileName })}
            onClick={() => saveFile(fileName, code.content)}
          >
            {t('guides.save')}
          </Button>
        )}
        <CopyButton value={code.content} what={title} />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard (WCAG 2.1.1) */}
      <pre className={classes['text']} tabIndex={0} role="group" aria-label={title} dir="ltr">
        <code>
          {piecesOf(code).map(({ at, text, kind }) => (
            <span key={at} className={kind === null ? undefined : classes[kind]}>
              {text}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}

function piecesOf({ content, tokens }: GuideCode) {
  let end = 0;
  return tokens.map(({ length, kind }) => {
    const at = end;
    end += length;
    return { at, text: content.slice(at, end), kind };
  });
}
