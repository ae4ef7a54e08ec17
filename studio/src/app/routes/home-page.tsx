/** The first page: a sentence for a new application, and the earlier ones. */
import { useNavigate } from "react-router";

import { AppList } from "@/features/apps/components/app-list";
import { NewAppForm } from "@/features/apps/components/new-app-form";
import { useTitle } from "@/hooks/use-title";

export function HomePage() {
  useTitle(undefined);
  const navigate = useNavigate();
  return (
    <>
      <NewAppForm
        onCreated={({ app }) => {
          void navigate(`/apps/${app.id}`);
        }}
      />
      <AppList />
    </>
  );
}
