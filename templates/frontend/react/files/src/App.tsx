/** The application: its providers, its pages, one resource for each entity. */
import { Admin, Resource } from "react-admin";

import { app } from "./app";
import { authProvider } from "./shared/authProvider";
import { dataProvider } from "./shared/dataProvider";
import { entities } from "./shared/entities";
import { Home } from "./shared/Home";
import { i18nProvider } from "./shared/i18n";
import { Layout } from "./shared/Layout";
import { SignIn } from "./shared/SignIn";
import { darkTheme, lightTheme } from "./shared/theme";

export function App() {
  return (
    <Admin
      authProvider={authProvider}
      dashboard={Home}
      dataProvider={dataProvider}
      darkTheme={darkTheme}
      disableTelemetry
      i18nProvider={i18nProvider}
      layout={Layout}
      loginPage={SignIn}
      requireAuth
      theme={lightTheme}
      title={app.label}
    >
      {entities.map(({ model, List, Form, Show }) => (
        <Resource
          key={model.path}
          name={model.path}
          list={List}
          create={<Form mode="create" />}
          edit={<Form mode="edit" />}
          show={Show}
          recordRepresentation="label"
        />
      ))}
    </Admin>
  );
}
