/** The way to a form for a new record, for those who may make one. */
import Add from "@mui/icons-material/Add";
import { Button } from "@mui/material";
import { CanAccess, Link } from "react-admin";

interface Props {
  to: string;
  label: string;
  /** What the new record starts with. */
  start?: Record<string, unknown>;
  variant?: "text" | "contained";
}

export function AddButton({ to, label, start, variant = "text" }: Props) {
  return (
    <CanAccess action="create" resource={to} accessDenied={null}>
      <Button
        component={Link}
        to={`/${to}/create`}
        state={{ record: start }}
        size="small"
        startIcon={<Add />}
        variant={variant}
      >
        {label}
      </Button>
    </CanAccess>
  );
}
