import { InitialTile } from './initial-tile.tsx';

interface ClientLogoProps {
  name: string;
  /** Addresses of ours; without either, the first letter of the name stands in. */
  logo: { light: string | null; dark: string | null };
}

/** A decoration: the name always stands beside it. The picture for dark pages is loaded on dark pages alone. */
export function ClientLogo({ name, logo: { light, dark } }: ClientLogoProps) {
  const image = light ?? dark;
  if (image === null) return <InitialTile text={name} />;
  return (
    <picture class="logo">
      {dark !== null && dark !== image && <source srcset={dark} media="(prefers-color-scheme: dark)" />}
      <img src={image} alt="" width="44" height="44" />
    </picture>
  );
}
