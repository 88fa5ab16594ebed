import type { FilledGuide, GuideStep } from '@consentry/contract';
import type { Child } from 'hono/jsx';
import { PageIcon } from '../layout/page-icon.tsx';
import { PageLink } from '../layout/page-link.tsx';
import { CodeBlock } from './code-block.tsx';
import { GuideText } from './guide-text.tsx';
import { PartnerLayout, type PartnerFrame } from './partner-layout.tsx';
import { ValueFacts } from './value-facts.tsx';

export interface PartnerGuidePageProps {
  frame: PartnerFrame;
  guide: FilledGuide;
}

/** A guide with the app's values in it. Its own words are English, whatever the page around them is in. */
export function PartnerGuidePage({ frame, guide }: PartnerGuidePageProps) {
  const { page, urls } = frame;
  return (
    <PartnerLayout frame={frame} section="guide" title={guide.title}>
      {page.locale !== 'en' && <p class="quiet">{page.t('partner.guides_english')}</p>}
      <p class="subtitle" lang="en" dir="ltr">
        {guide.summary}
      </p>
      {guide.client_secret_marker !== null && (
        <p class="note">
          <PageIcon name="notice" />
          <span>{page.t('partner.secret')}</span>
        </p>
      )}
      <Part title={page.t('guide.needs')} isThere={guide.needs.length > 0}>
        <ul class="guide-list">
          {guide.needs.map((need) => (
            <li>{need}</li>
          ))}
        </ul>
      </Part>
      <Part title={page.t('guide.where')} isThere={guide.where.length > 0}>
        <GuideText blocks={guide.where} guideUrl={urls.guide} />
      </Part>
      <Part title={page.t('guide.values')} isThere={guide.values.length > 0}>
        <ValueFacts values={guide.values} />
      </Part>
      <ol class="steps" lang="en" dir="ltr">
        {guide.steps.map((step, index) => (
          <li id={`step-${index + 1}`}>
            <Step frame={frame} step={step} download_url={urls.file(guide.slug, index + 1)} />
          </li>
        ))}
      </ol>
      <Part title={page.t('guide.quirks')} isThere={guide.quirks.length > 0}>
        <ul class="guide-list">
          {guide.quirks.map((quirk) => (
            <li>
              <GuideText blocks={quirk} guideUrl={urls.guide} />
            </li>
          ))}
        </ul>
      </Part>
      <Part title={page.t('guide.links')} isThere={guide.links.length > 0}>
        <ul class="guide-list">
          {guide.links.map(({ title, href }) => (
            <li>
              <PageLink href={href}>{title}</PageLink>
            </li>
          ))}
        </ul>
      </Part>
    </PartnerLayout>
  );
}

function Part({ title, isThere, children }: { title: string; isThere: boolean; children: Child }) {
  if (!isThere) return null;
  return (
    <section class="document-section">
      <h2>{title}</h2>
      <div class="guide-text" lang="en" dir="ltr">
        {children}
      </div>
    </section>
  );
}

function Step({ frame, step, download_url }: { frame: PartnerFrame; step: GuideStep; download_url: string }) {
  const { page, urls } = frame;
  return (
    <div class="guide-text">
      <h2>{step.title}</h2>
      <GuideText blocks={step.text} guideUrl={urls.guide} />
      {step.values.length > 0 && <ValueFacts values={step.values} />}
      {step.file !== null && <CodeBlock page={page} title={step.file.path} code={step.file} download_url={download_url} />}
      {step.command !== null && <CodeBlock page={page} title={page.t('guide.command_line')} code={step.command} />}
    </div>
  );
}
