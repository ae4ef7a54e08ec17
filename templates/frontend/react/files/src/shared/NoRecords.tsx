/** What an empty list says: what belongs here, and how to begin. */
import { Box, Typography } from "@mui/material";

import { AddButton } from "./AddButton";
import type { Model } from "./model";

export function NoRecords({ model }: { model: Model }) {
  return (
    <Box
      sx={{
        width: "100%",
        maxWidth: 480,
        mx: "auto",
        mt: 8,
        px: 2,
        textAlign: "center",
      }}
    >
      <Typography component="h2" variant="h6" sx={{ overflowWrap: "anywhere" }}>
        {model.pluralLabel}
      </Typography>
      <Typography color="text.secondary" sx={{ mt: 1, mb: 3 }}>
        There is nothing here yet. The first record that you add will stand in
        this place.
      </Typography>
      <AddButton to={model.path} label="Add the first" variant="contained" />
    </Box>
  );
}
