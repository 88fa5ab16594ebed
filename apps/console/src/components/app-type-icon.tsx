import type { AppType } from '@consentry/contract';
import { IconBrowser, IconDeviceMobile, IconServer2, IconRobot } from '@tabler/icons-react';

const ICONS = {
  traditional_web: IconServer2,
  single_page: IconBrowser,
  native: IconDeviceMobile,
  machine_to_machine: IconRobot,
} satisfies Record<AppType, unknown>;

export function AppTypeIcon({ appType, size = 20 }: { appType: AppType; size?: number }) {
  const Icon = ICONS[appType];
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
