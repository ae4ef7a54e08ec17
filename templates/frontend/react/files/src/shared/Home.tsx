/** The home page: what the application keeps, how much of it there is, and the way to add more. */
import {
  Box,
  Card,
  CardActionArea,
  Skeleton,
  Stack,
  Typography,
} from "@mui/material";
import { Link, Title, useGetList, usePermissions } from "react-admin";

import { app } from "../app";
import { AddButton } from "./AddButton";
import { entities } from "./entities";
import type { Model } from "./model";
import { may } from "./permissions";
import type { Me } from "./session";

export function Home() {
  const { permissions: me } = usePermissions<Me>();
  const readable = entities.filter(
    ({ model }) => me !== undefined && may(me, "read", model.path),
  );
  return (
    <Box sx={{ pt: 3, pb: 2, px: { xs: 1, sm: 0 } }}>
      <Title title="Home" />
      <Typography component="h1" variant="h4" sx={{ overflowWrap: "anywhere" }}>
        {app.label}
      </Typography>
      {app.description && (
        <Typography
          color="text.secondary"
          sx={{ mt: 1, maxWidth: "70ch", overflowWrap: "anywhere" }}
        >
          {app.description}
        </Typography>
      )}
      {me !== undefined && readable.length === 0 && (
        <Typography sx={{ mt: 3 }}>
          You may not see anything here yet. Ask an owner of the application to
          give you a role.
        </Typography>
      )}
      <Box
        sx={{
          mt: 3,
          display: "grid",
          gap: 2,
          gridTemplateColumns: {
            xs: "repeat(auto-fill, minmax(min(150px, 100%), 1fr))",
            sm: "repeat(auto-fill, minmax(220px, 1fr))",
          },
        }}
      >
        {readable.map(({ model }) => (
          <Count key={model.path} model={model} />
        ))}
      </Box>
    </Box>
  );
}

function Count({ model }: { model: Model }) {
  const { total, isPending } = useGetList(model.path, {
    pagination: { page: 1, perPage: 1 },
    sort: { field: "id", order: "DESC" },
  });
  return (
    <Card component={Stack}>
      <CardActionArea
        component={Link}
        to={`/${model.path}`}
        sx={{ p: 2, flexGrow: 1 }}
      >
        <Typography color="text.secondary" sx={{ overflowWrap: "anywhere" }}>
          {model.pluralLabel}
        </Typography>
        <Typography
          component="p"
          variant="h4"
          sx={{ mt: 0.5, fontVariantNumeric: "tabular-nums" }}
        >
          {isPending ? <Skeleton width="2ch" /> : (total ?? "–")}
        </Typography>
      </CardActionArea>
      <Box sx={{ borderTop: 1, borderColor: "divider", px: 1, py: 0.5 }}>
        <AddButton to={model.path} label="Add" />
      </Box>
    </Card>
  );
}
