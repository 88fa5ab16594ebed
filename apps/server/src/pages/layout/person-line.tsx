import type { Child } from 'hono/jsx';
import { InitialTile } from './initial-tile.tsx';
import { IsolatedText } from './isolated-text.tsx';

interface PersonLineProps {
  name: string;
  /** What tells accounts of one name apart: the username or the e-mail address. */
  detail: string | null;
  label?: string;
  children?: Child;
}

/** A person and, as children, what can be done about it. */
export function PersonLine({ name, detail, label, children }: PersonLineProps) {
  return (
    <div class="person">
      <InitialTile text={name} round />
      <div class="person-text">
        {label && <p class="visually-hidden">{label}</p>}
        <p class="strong">
          <IsolatedText text={name} max={100} />
        </p>
        {detail !== null && detail !== name && (
          <p class="quiet">
            <IsolatedText text={detail} max={254} />
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
