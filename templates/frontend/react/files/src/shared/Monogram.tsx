/** The first character of a label, as its sign: entities have no icons, but every one has a name. */
import { Box } from "@mui/material";

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function Monogram({ label }: { label: string }) {
  const [first] = characters.segment(label);
  return (
    <Box
      aria-hidden
      component="span"
      sx={{
        display: "grid",
        placeItems: "center",
        flexShrink: 0,
        width: 24,
        height: 24,
        borderRadius: 1.5,
        border: 1,
        borderColor: "divider",
        fontSize: 12,
        fontWeight: 650,
      }}
    >
      {first?.segment.toLocaleUpperCase()}
    </Box>
  );
}
