/** The visual language: quiet surfaces, hairlines instead of shadows, one accent; AA contrast in light and dark. */
import { defaultTheme, type RaThemeOptions } from "react-admin";

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';

interface Colours {
  accent: string;
  onAccent: string;
  page: string;
  surface: string;
  /** Hairlines between surfaces, and the stronger edge of what can be typed into. */
  line: string;
  edge: string;
  text: string;
  quiet: string;
  error: string;
}

const LIGHT: Colours = {
  accent: "#0f6b63",
  onAccent: "#ffffff",
  page: "#f6f7f9",
  surface: "#ffffff",
  line: "#e1e5ea",
  edge: "#8791a0",
  text: "#1b2430",
  quiet: "#566273",
  error: "#b3261e",
};

const DARK: Colours = {
  accent: "#63d2c4",
  onAccent: "#062a26",
  page: "#14181d",
  surface: "#1b2027",
  line: "#2d343d",
  edge: "#6d7886",
  text: "#e8ebef",
  quiet: "#a3adba",
  error: "#ff8a80",
};

function theme(mode: "light" | "dark", colours: Colours): RaThemeOptions {
  const line = `1px solid ${colours.line}`;
  return {
    ...defaultTheme,
    palette: {
      mode,
      primary: { main: colours.accent, contrastText: colours.onAccent },
      secondary: { main: colours.accent, contrastText: colours.onAccent },
      error: { main: colours.error },
      background: { default: colours.page, paper: colours.surface },
      text: { primary: colours.text, secondary: colours.quiet },
      divider: colours.line,
    },
    shape: { borderRadius: 8 },
    sidebar: { width: 232, closedWidth: 56 },
    typography: {
      fontFamily: FONT,
      h4: { fontSize: "1.5rem", fontWeight: 650, letterSpacing: "-0.01em" },
      h5: { fontSize: "1.25rem", fontWeight: 650 },
      h6: { fontSize: "1.0625rem", fontWeight: 600 },
      button: { textTransform: "none", fontWeight: 600 },
    },
    components: {
      ...defaultTheme.components,
      MuiPaper: {
        defaultProps: { elevation: 0 },
        styleOverrides: {
          root: { backgroundImage: "none" },
          elevation1: { boxShadow: "none", border: line },
        },
      },
      MuiCard: {
        styleOverrides: { root: { boxShadow: "none", border: line } },
      },
      MuiAppBar: {
        styleOverrides: {
          root: {
            backgroundColor: colours.surface,
            color: colours.text,
            borderBottom: line,
            boxShadow: "none",
          },
        },
      },
      MuiTextField: {
        defaultProps: { variant: "outlined", size: "small", margin: "dense" },
      },
      MuiFormControl: {
        defaultProps: { variant: "outlined", size: "small", margin: "dense" },
      },
      MuiOutlinedInput: {
        styleOverrides: {
          root: { backgroundColor: colours.surface },
          notchedOutline: { borderColor: colours.edge },
        },
      },
      RaToolbar: {
        styleOverrides: {
          root: { backgroundColor: colours.surface, borderTop: line },
        },
      },
      RaListToolbar: {
        styleOverrides: { root: { "&&": { backgroundColor: "transparent" } } },
      },
      RaTopToolbar: {
        styleOverrides: { root: { "&&": { backgroundColor: "transparent" } } },
      },
      MuiSnackbarContent: {
        styleOverrides: {
          root: { backgroundColor: "#2a323c", color: "#ffffff" },
          action: { "& .MuiButton-root": { color: "#63d2c4" } },
        },
      },
      MuiSnackbar: {
        styleOverrides: {
          // On phones the buttons of a form stand at the lower edge.
          root: { "@media (max-width: 599.95px)": { bottom: 72 } },
        },
      },
      MuiButton: { defaultProps: { disableElevation: true } },
      MuiTableCell: {
        styleOverrides: {
          root: { borderColor: colours.line },
          head: { color: colours.quiet, fontWeight: 600 },
        },
      },
      RaMenuItemLink: {
        styleOverrides: {
          root: {
            borderRadius: 6,
            margin: "2px 8px",
            paddingInline: 8,
            "&.RaMenuItemLink-active": {
              color: colours.accent,
              backgroundColor: `${colours.accent}1a`,
              fontWeight: 600,
            },
          },
        },
      },
    },
  };
}

export const lightTheme = theme("light", LIGHT);
export const darkTheme = theme("dark", DARK);
