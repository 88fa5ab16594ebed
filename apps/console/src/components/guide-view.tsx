import type { FilledGuide } from '@consentry/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { CodeBlock } from './code-block.tsx';
import { GuideText, OutsideLink } from './guide-text.tsx';
import { Tag } from './tag.tsx';
import { ValueItem, ValueList } from './value-list.tsx';
import classes from './guide-view.module.css';

interface GuideViewProps {
  client_id: string;
  guide: FilledGuide;
  /** Between what the guide is and what it says. */
  children?: ReactNode;
}

/** A guide to follow from top to bottom. Its own words are English and run from left to right. */
export function GuideView({ client_id, guide, children }: GuideViewProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['guide']} data-steps={guide.steps.length > 1 ? true : undefined}>
      <article className={classes['body']} aria-labelledby="guide-title">
        <header className={classes['header']}>
          <h2 id="guide-title" className={classes['title']}>
            {guide.title}
          </h2>
          <p className={classes['summary']}>{guide.summary}</p>
          <GuideTags guide={guide} />
        </header>
        {children}
        <Part title={t('guides.needs')} isThere={guide.needs.length > 0}>
          <Lines lines={guide.needs} />
        </Part>
        <Part title={t('guides.where')} isThere={guide.where.length > 0}>
          <GuideText client_id={client_id} blocks={guide.where} />
        </Part>
        <Part title={t('guides.values')} isThere={guide.values.length > 0}>
          <Values values={guide.values} />
        </Part>
        {guide.steps.length > 0 && <Steps client_id={client_id} guide={guide} />}
        <Part title={t('guides.quirks')} isThere={guide.quirks.length > 0}>
          <ul className={classes['lines']}>
            {guide.quirks.map((quirk, index) => (
              <li key={index}>
                <GuideText client_id={client_id} blocks={quirk} />
              </li>
            ))}
          </ul>
        </Part>
        <Part title={t('guides.links')} isThere={guide.links.length > 0}>
          <ul className={classes['lines']}>
            {guide.links.map(({ title, href }) => (
              <li key={href}>
                <OutsideLink href={href}>{title}</OutsideLink>
              </li>
            ))}
          </ul>
        </Part>
      </article>
      {guide.steps.length > 1 && <Contents client_id={client_id} guide={guide} />}
    </div>
  );
}

function GuideTags({ guide: { language, library } }: { guide: FilledGuide }) {
  if (language === null && library === null) return null;
  return (
    <p className={classes['tags']}>
      {language !== null && <Tag>{language}</Tag>}
      {library !== null && <OutsideLink href={library.link}>{`${library.name} ${library.version}`}</OutsideLink>}
    </p>
  );
}

function Part({ title, isThere, children }: { title: string; isThere: boolean; children: ReactNode }) {
  if (!isThere) return null;
  return (
    <section className={classes['part']}>
      <h3 className={classes['partTitle']}>{title}</h3>
      {children}
    </section>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className={classes['lines']}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Values({ values }: { values: FilledGuide['values'] }) {
  return (
    <div className={classes['values']}>
      <ValueList>
        {values.map(({ label, value }) => (
          <ValueItem key={label} label={label} value={value} />
        ))}
      </ValueList>
    </div>
  );
}

/** Each step has an address of its own, so that one can say “I am stuck here”. */
const stepId = (index: number): string => `step-${index + 1}`;

function Steps({ client_id, guide }: { client_id: string; guide: FilledGuide }) {
  const { t } = useTranslation();
  return (
    <ol className={classes['steps']}>
      {guide.steps.map((step, index) => (
        <li key={stepId(index)} id={stepId(index)} className={classes['step']}>
          <h3 className={classes['stepTitle']}>{step.title}</h3>
          <GuideText client_id={client_id} blocks={step.text} />
          {step.values.length > 0 && <Values values={step.values} />}
          {step.file !== null && <CodeBlock title={step.file.path} code={step.file} fileName={nameOf(step.file.path)} />}
          {step.command !== null && <CodeBlock title={t('guides.command_line')} code={step.command} />}
        </li>
      ))}
    </ol>
  );
}

function Contents({ client_id, guide }: { client_id: string; guide: FilledGuide }) {
  const { t } = useTranslation();
  return (
    <nav className={classes['contents']} aria-label={t('guides.contents')}>
      <p className={classes['contentsTitle']}>{t('guides.contents')}</p>
      <ol>
        {guide.steps.map((step, index) => (
          <li key={stepId(index)}>
            <Link to="/applications/$client_id/guide/$slug" params={{ client_id, slug: guide.slug }} hash={stepId(index)}>
              {step.title}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
