/** What stands around every page: the bar on top, the menu at the side. */
import type { ReactNode } from "react";
import { CanAccess, Layout as Frame, Menu } from "react-admin";

import { entities } from "./entities";
import { Monogram } from "./Monogram";

function EntityMenu() {
  return (
    <Menu>
      <Menu.DashboardItem primaryText="Home" />
      {entities.map(({ model }) => (
        <CanAccess key={model.path} action="list" resource={model.path}>
          <Menu.Item
            to={`/${model.path}`}
            primaryText={model.pluralLabel}
            leftIcon={<Monogram label={model.pluralLabel} />}
          />
        </CanAccess>
      ))}
    </Menu>
  );
}

const CONTENT = {
  "& .RaLayout-content": { px: { xs: 1, sm: 3 }, pb: { xs: 10, sm: 4 } },
};

export function Layout({ children }: { children: ReactNode }) {
  return (
    <Frame menu={EntityMenu} sx={CONTENT}>
      {children}
    </Frame>
  );
}
