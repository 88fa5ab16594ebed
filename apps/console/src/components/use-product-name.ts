import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../data/settings.ts';

export function useProductName(): string {
  const { t } = useTranslation();
  const { data } = useQuery(settingsQuery());
  return data?.product_name ?? t('product.fallback');
}
